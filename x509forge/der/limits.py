"""What the reader refuses for its size alone; the writer has no limits.

Input comes from strangers, and each of these sizes has been somebody's denial of
service. No certificate, request or key in use comes near them.
"""

from __future__ import annotations

# A tag number needs one octet up to 30, and 4 more reach 2**28: the largest in any standard is below 100.
MAX_IDENTIFIER_OCTETS = 5

# What OpenSSL allows since CVE-2023-2650: turning longer ones into decimal takes quadratic time.
MAX_OID_OCTETS = 586

# RFC 2578 3.5 gives SNMP this limit; certificates use some twenty.
MAX_OID_ARCS = 128

# A BIT STRING with named bits becomes numbers; the largest in use, ReasonFlags and KeyUsage, have 9.
MAX_NAMED_BITS = 512

# Values whose types an object identifier tells hold others of the kind: algorithms algorithms, bags bags. What is
# deeper is kept as it is; 6 are in use, and each costs a dozen of Python's frames.
MAX_OPEN_TYPES = 32
