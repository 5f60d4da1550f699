"""Keys and signatures: the backends that compute them, and how one is chosen."""
