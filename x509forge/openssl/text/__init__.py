"""What OpenSSL 3.0 prints of certificates, requests and keys, character for character."""
