"""The PKCS family: requests, private keys and their wrappings, each declared once."""
