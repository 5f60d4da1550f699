"""How fast x509forge is beside others, in ratios of one run: `python -m benchmarks`. Nothing here is a test."""
