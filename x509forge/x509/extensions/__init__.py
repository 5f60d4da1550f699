"""Certificate extensions as typed values, one subject a module (RFC 5280 4.2)."""
