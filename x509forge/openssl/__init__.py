"""OpenSSL's configuration language, read without OpenSSL."""
