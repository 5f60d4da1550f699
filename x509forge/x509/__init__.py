"""The structures of RFC 5280, each declared once."""
