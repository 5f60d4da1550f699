"""The curves that OpenSSL 3.0 has by name: the bits of their orders, and what NIST calls them."""

from __future__ import annotations

# By OpenSSL's short names, each with the bits of the order of its generator.
_BITS = (
    "secp112r1:112 secp112r2:110 secp128r1:128 secp128r2:126 secp160k1:161 secp160r1:161 secp160r2:161 "
    "secp192k1:192 secp224k1:225 secp224r1:224 secp256k1:256 secp384r1:384 secp521r1:521 prime192v1:192 "
    "prime192v2:192 prime192v3:192 prime239v1:239 prime239v2:239 prime239v3:239 prime256v1:256 "
    "sect113r1:113 sect113r2:113 sect131r1:131 sect131r2:131 sect163k1:163 sect163r1:162 sect163r2:163 "
    "sect193r1:193 sect193r2:193 sect233k1:232 sect233r1:233 sect239k1:238 sect283k1:281 sect283r1:282 "
    "sect409k1:407 sect409r1:409 sect571k1:570 sect571r1:570 c2pnb163v1:163 c2pnb163v2:162 c2pnb163v3:162 "
    "c2pnb176v1:161 c2tnb191v1:191 c2tnb191v2:190 c2tnb191v3:189 c2pnb208w1:193 c2tnb239v1:238 "
    "c2tnb239v2:237 c2tnb239v3:236 c2pnb272w1:257 c2pnb304w1:289 c2tnb359v1:353 c2pnb368w1:353 "
    "c2tnb431r1:418 wap-wsg-idm-ecid-wtls1:112 wap-wsg-idm-ecid-wtls3:163 wap-wsg-idm-ecid-wtls4:113 "
    "wap-wsg-idm-ecid-wtls5:163 wap-wsg-idm-ecid-wtls6:112 wap-wsg-idm-ecid-wtls7:161 "
    "wap-wsg-idm-ecid-wtls8:113 wap-wsg-idm-ecid-wtls9:161 wap-wsg-idm-ecid-wtls10:232 "
    "wap-wsg-idm-ecid-wtls11:233 wap-wsg-idm-ecid-wtls12:224 Oakley-EC2N-3:154 Oakley-EC2N-4:184 "
    "brainpoolP160r1:160 brainpoolP160t1:160 brainpoolP192r1:192 brainpoolP192t1:192 brainpoolP224r1:224 "
    "brainpoolP224t1:224 brainpoolP256r1:256 brainpoolP256t1:256 brainpoolP320r1:320 brainpoolP320t1:320 "
    "brainpoolP384r1:384 brainpoolP384t1:384 brainpoolP512r1:512 brainpoolP512t1:512 SM2:256 "
)
ORDER_BITS = {name: int(bits) for name, bits in (item.rsplit(":", 1) for item in _BITS.split())}
NIST_NAMES = {
    "secp224r1": "P-224",
    "secp384r1": "P-384",
    "secp521r1": "P-521",
    "prime192v1": "P-192",
    "prime256v1": "P-256",
    "sect163k1": "K-163",
    "sect163r2": "B-163",
    "sect233k1": "K-233",
    "sect233r1": "B-233",
    "sect283k1": "K-283",
    "sect283r1": "B-283",
    "sect409k1": "K-409",
    "sect409r1": "B-409",
    "sect571k1": "K-571",
    "sect571r1": "B-571",
}
