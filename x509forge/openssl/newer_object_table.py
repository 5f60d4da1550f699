"""The objects that OpenSSL 3.5 has names for and 3.0 has not, in its own order.

One a line, as in `object_table`: short name, long name (empty: the same), object identifier. Made
from what `openssl list -objects` of both answers.
"""

from __future__ import annotations

OBJECTS = """\
ac-auditIdentity|X509v3 Audit Identity|1.3.6.1.5.5.7.1.4
SM4-GCM|sm4-gcm|1.2.156.10197.1.104.8
SM4-CCM|sm4-ccm|1.2.156.10197.1.104.9
id-ct-ASPA||1.2.840.113549.1.9.16.1.49
id-mod-cmp2000-02||1.3.6.1.5.5.7.0.50
id-mod-cmp2021-88||1.3.6.1.5.5.7.0.99
id-mod-cmp2021-02||1.3.6.1.5.5.7.0.100
id-it-rootCaCert||1.3.6.1.5.5.7.4.20
id-it-certProfile||1.3.6.1.5.5.7.4.21
id-it-crlStatusList||1.3.6.1.5.5.7.4.22
id-it-crls||1.3.6.1.5.5.7.4.23
id-regCtrl-altCertTemplate||1.3.6.1.5.5.7.5.1.7
id-regCtrl-algId||1.3.6.1.5.5.7.5.1.11
id-regCtrl-rsaKeyLen||1.3.6.1.5.5.7.5.1.12
id-aa-ets-attrCertificateRefs||1.2.840.113549.1.9.16.2.44
id-aa-ets-attrRevocationRefs||1.2.840.113549.1.9.16.2.45
id-aa-CMSAlgorithmProtection||1.2.840.113549.1.9.52
itu-t-identified-organization||0.4
etsi||0.4.0
electronic-signature-standard||0.4.0.1733
ess-attributes||0.4.0.1733.2
id-aa-ets-mimeType||0.4.0.1733.2.1
id-aa-ets-longTermValidation||0.4.0.1733.2.2
id-aa-ets-SignaturePolicyDocument||0.4.0.1733.2.3
id-aa-ets-archiveTimestampV3||0.4.0.1733.2.4
id-aa-ATSHashIndex||0.4.0.1733.2.5
cades||0.4.0.19122
cades-attributes||0.4.0.19122.1
id-aa-ets-signerAttrV2||0.4.0.19122.1.1
id-aa-ets-sigPolicyStore||0.4.0.19122.1.3
id-aa-ATSHashIndex-v2||0.4.0.19122.1.4
id-aa-ATSHashIndex-v3||0.4.0.19122.1.5
signedAssertion||0.4.0.19122.1.6
id-aa-ets-archiveTimestampV2||1.2.840.113549.1.9.16.2.48
hmacWithSM3||1.2.156.10197.1.401.3.1
oracle-organization|Oracle organization|2.16.840.1.113894
oracle-jdk-trustedkeyusage|Trusted key usage (Oracle)|2.16.840.1.113894.746875.1.1
id-ct-signedTAL||1.2.840.113549.1.9.16.1.50
SM4-XTS|sm4-xts|1.2.156.10197.1.104.10
ms-ntds-obj-sid|Microsoft NTDS AD objectSid|1.3.6.1.4.1.311.25.2.1
ms-ntds-sec-ext|Microsoft NTDS CA Extension|1.3.6.1.4.1.311.25.2
ms-cert-templ|Microsoft certificate template|1.3.6.1.4.1.311.21.7
ms-app-policies|Microsoft Application Policies Extension|1.3.6.1.4.1.311.21.10
authorityAttributeIdentifier|X509v3 Authority Attribute Identifier|2.5.29.38
roleSpecCertIdentifier|X509v3 Role Specification Certificate Identifier|2.5.29.39
basicAttConstraints|X509v3 Basic Attribute Certificate Constraints|2.5.29.41
delegatedNameConstraints|X509v3 Delegated Name Constraints|2.5.29.42
timeSpecification|X509v3 Time Specification|2.5.29.43
attributeDescriptor|X509v3 Attribute Descriptor|2.5.29.48
userNotice|X509v3 User Notice|2.5.29.49
sOAIdentifier|X509v3 Source of Authority Identifier|2.5.29.50
acceptableCertPolicies|X509v3 Acceptable Certification Policies|2.5.29.52
acceptablePrivPolicies|X509v3 Acceptable Privilege Policies|2.5.29.57
indirectIssuer|X509v3 Indirect Issuer|2.5.29.61
noAssertion|X509v3 No Assertion|2.5.29.62
aAissuingDistributionPoint|X509v3 Attribute Authority Issuing Distribution Point|2.5.29.63
issuedOnBehalfOf|X509v3 Issued On Behalf Of|2.5.29.64
singleUse|X509v3 Single Use|2.5.29.65
groupAC|X509v3 Group Attribute Certificate|2.5.29.66
allowedAttributeAssignments|X509v3 Allowed Attribute Assignments|2.5.29.67
attributeMappings|X509v3 Attribute Mappings|2.5.29.68
holderNameConstraints|X509v3 Holder Name Constraints|2.5.29.69
authorizationValidation|X509v3 Authorization Validation|2.5.29.70
protRestrict|X509v3 Protocol Restriction|2.5.29.71
subjectAltPublicKeyInfo|X509v3 Subject Alternative Public Key Info|2.5.29.72
altSignatureAlgorithm|X509v3 Alternative Signature Algorithm|2.5.29.73
altSignatureValue|X509v3 Alternative Signature Value|2.5.29.74
associatedInformation|X509v3 Associated Information|2.5.29.75
id-ct-rpkiSignedPrefixList||1.2.840.113549.1.9.16.1.51
id-on-hardwareModuleName|Hardware Module Name|1.3.6.1.5.5.7.8.4
id-kp-wisun-fan-device|Wi-SUN Alliance Field Area Network (FAN)|1.3.6.1.4.1.45605.1
tcg|Trusted Computing Group|2.23.133
tcg-tcpaSpecVersion||2.23.133.1
tcg-attribute|Trusted Computing Group Attributes|2.23.133.2
tcg-protocol|Trusted Computing Group Protocols|2.23.133.3
tcg-algorithm|Trusted Computing Group Algorithms|2.23.133.4
tcg-platformClass|Trusted Computing Group Platform Classes|2.23.133.5
tcg-ce|Trusted Computing Group Certificate Extensions|2.23.133.6
tcg-kp|Trusted Computing Group Key Purposes|2.23.133.8
tcg-ca|Trusted Computing Group Certificate Policies|2.23.133.11
tcg-address|Trusted Computing Group Address Formats|2.23.133.17
tcg-registry|Trusted Computing Group Registry|2.23.133.18
tcg-traits|Trusted Computing Group Traits|2.23.133.19
tcg-common|Trusted Computing Group Common|2.23.133.5.1
tcg-at-platformManufacturerStr|TCG Platform Manufacturer String|2.23.133.5.1.1
tcg-at-platformManufacturerId|TCG Platform Manufacturer ID|2.23.133.5.1.2
tcg-at-platformConfigUri|TCG Platform Configuration URI|2.23.133.5.1.3
tcg-at-platformModel|TCG Platform Model|2.23.133.5.1.4
tcg-at-platformVersion|TCG Platform Version|2.23.133.5.1.5
tcg-at-platformSerial|TCG Platform Serial Number|2.23.133.5.1.6
tcg-at-platformConfiguration|TCG Platform Configuration|2.23.133.5.1.7
tcg-at-platformIdentifier|TCG Platform Identifier|2.23.133.5.1.8
tcg-at-tpmManufacturer|TPM Manufacturer|2.23.133.2.1
tcg-at-tpmModel|TPM Model|2.23.133.2.2
tcg-at-tpmVersion|TPM Version|2.23.133.2.3
tcg-at-securityQualities|Security Qualities|2.23.133.2.10
tcg-at-tpmProtectionProfile|TPM Protection Profile|2.23.133.2.11
tcg-at-tpmSecurityTarget|TPM Security Target|2.23.133.2.12
tcg-at-tbbProtectionProfile|TBB Protection Profile|2.23.133.2.13
tcg-at-tbbSecurityTarget|TBB Security Target|2.23.133.2.14
tcg-at-tpmIdLabel|TPM ID Label|2.23.133.2.15
tcg-at-tpmSpecification|TPM Specification|2.23.133.2.16
tcg-at-tcgPlatformSpecification|TPM Platform Specification|2.23.133.2.17
tcg-at-tpmSecurityAssertions|TPM Security Assertions|2.23.133.2.18
tcg-at-tbbSecurityAssertions|TBB Security Assertions|2.23.133.2.19
tcg-at-tcgCredentialSpecification|TCG Credential Specification|2.23.133.2.23
tcg-at-tcgCredentialType|TCG Credential Type|2.23.133.2.25
tcg-at-previousPlatformCertificates|TCG Previous Platform Certificates|2.23.133.2.26
tcg-at-tbbSecurityAssertions-v3|TCG TBB Security Assertions V3|2.23.133.2.27
tcg-at-cryptographicAnchors|TCG Cryptographic Anchors|2.23.133.2.28
tcg-at-platformConfiguration-v1|Platform Configuration Version 1|2.23.133.5.1.7.1
tcg-at-platformConfiguration-v2|Platform Configuration Version 2|2.23.133.5.1.7.2
tcg-at-platformConfiguration-v3|Platform Configuration Version 3|2.23.133.5.1.7.3
tcg-at-platformConfigUri-v3|Platform Configuration URI Version 3|2.23.133.5.1.7.4
tcg-algorithm-null|TCG NULL Algorithm|2.23.133.4.1
tcg-kp-EKCertificate|Endorsement Key Certificate|2.23.133.8.1
tcg-kp-PlatformAttributeCertificate|Platform Attribute Certificate|2.23.133.8.2
tcg-kp-AIKCertificate|Attestation Identity Key Certificate|2.23.133.8.3
tcg-kp-PlatformKeyCertificate|Platform Key Certificate|2.23.133.8.4
tcg-kp-DeltaPlatformAttributeCertificate|Delta Platform Attribute Certificate|2.23.133.8.5
tcg-kp-DeltaPlatformKeyCertificate|Delta Platform Key Certificate|2.23.133.8.6
tcg-kp-AdditionalPlatformAttributeCertificate|Additional Platform Attribute Certificate|2.23.133.8.7
tcg-kp-AdditionalPlatformKeyCertificate|Additional Platform Key Certificate|2.23.133.8.8
tcg-ce-relevantCredentials|Relevant Credentials|2.23.133.6.2
tcg-ce-relevantManifests|Relevant Manifests|2.23.133.6.3
tcg-ce-virtualPlatformAttestationService|Virtual Platform Attestation Service|2.23.133.6.4
tcg-ce-migrationControllerAttestationService|Migration Controller Attestation Service|2.23.133.6.5
tcg-ce-migrationControllerRegistrationService|Migration Controller Registration Service|2.23.133.6.6
tcg-ce-virtualPlatformBackupService|Virtual Platform Backup Service|2.23.133.6.7
tcg-prt-tpmIdProtocol|TCG TPM Protocol|2.23.133.3.1
tcg-address-ethernetmac|Ethernet MAC Address|2.23.133.17.1
tcg-address-wlanmac|WLAN MAC Address|2.23.133.17.2
tcg-address-bluetoothmac|Bluetooth MAC Address|2.23.133.17.3
tcg-registry-componentClass|TCG Component Class|2.23.133.18.3
tcg-registry-componentClass-tcg|Trusted Computed Group Registry|2.23.133.18.3.1
tcg-registry-componentClass-ietf|Internet Engineering Task Force Registry|2.23.133.18.3.2
tcg-registry-componentClass-dmtf|Distributed Management Task Force Registry|2.23.133.18.3.3
tcg-registry-componentClass-pcie|PCIE Component Class|2.23.133.18.3.4
tcg-registry-componentClass-disk|Disk Component Class|2.23.133.18.3.5
tcg-cap-verifiedPlatformCertificate|TCG Verified Platform Certificate CA Policy|2.23.133.11.4
tcg-tr-ID|TCG Trait Identifiers|2.23.133.19.1
tcg-tr-category|TCG Trait Categories|2.23.133.19.2
tcg-tr-registry|TCG Trait Registries|2.23.133.19.3
tcg-tr-ID-Boolean|Boolean Trait|2.23.133.19.1.1
tcg-tr-ID-CertificateIdentifier|Certificate Identifier Trait|2.23.133.19.1.2
tcg-tr-ID-CommonCriteria|Common Criteria Trait|2.23.133.19.1.3
tcg-tr-ID-componentClass|Component Class Trait|2.23.133.19.1.4
tcg-tr-ID-componentIdentifierV11|Component Identifier V1.1 Trait|2.23.133.19.1.5
tcg-tr-ID-FIPSLevel|FIPS Level Trait|2.23.133.19.1.6
tcg-tr-ID-ISO9000Level|ISO 9000 Level Trait|2.23.133.19.1.7
tcg-tr-ID-networkMAC|Network MAC Trait|2.23.133.19.1.8
tcg-tr-ID-OID|Object Identifier Trait|2.23.133.19.1.9
tcg-tr-ID-PEN|Private Enterprise Number Trait|2.23.133.19.1.10
tcg-tr-ID-platformFirmwareCapabilities|Platform Firmware Capabilities Trait|2.23.133.19.1.11
tcg-tr-ID-platformFirmwareSignatureVerification|Platform Firmware Signature Verification Trait|2.23.133.19.1.12
tcg-tr-ID-platformFirmwareUpdateCompliance|Platform Firmware Update Compliance Trait|2.23.133.19.1.13
tcg-tr-ID-platformHardwareCapabilities|Platform Hardware Capabilities Trait|2.23.133.19.1.14
tcg-tr-ID-RTM|Root of Trust for Measurement Trait|2.23.133.19.1.15
tcg-tr-ID-status|Attribute Status Trait|2.23.133.19.1.16
tcg-tr-ID-URI|Uniform Resource Identifier Trait|2.23.133.19.1.17
tcg-tr-ID-UTF8String|UTF8String Trait|2.23.133.19.1.18
tcg-tr-ID-IA5String|IA5String Trait|2.23.133.19.1.19
tcg-tr-ID-PEMCertString|PEM-Encoded Certificate String Trait|2.23.133.19.1.20
tcg-tr-ID-PublicKey|Public Key Trait|2.23.133.19.1.21
tcg-tr-cat-platformManufacturer|Platform Manufacturer Trait Category|2.23.133.19.2.1
tcg-tr-cat-platformModel|Platform Model Trait Category|2.23.133.19.2.2
tcg-tr-cat-platformVersion|Platform Version Trait Category|2.23.133.19.2.3
tcg-tr-cat-platformSerial|Platform Serial Trait Category|2.23.133.19.2.4
tcg-tr-cat-platformManufacturerIdentifier|Platform Manufacturer Identifier Trait Category|2.23.133.19.2.5
tcg-tr-cat-platformOwnership|Platform Ownership Trait Category|2.23.133.19.2.6
tcg-tr-cat-componentClass|Component Class Trait Category|2.23.133.19.2.7
tcg-tr-cat-componentManufacturer|Component Manufacturer Trait Category|2.23.133.19.2.8
tcg-tr-cat-componentModel|Component Model Trait Category|2.23.133.19.2.9
tcg-tr-cat-componentSerial|Component Serial Trait Category|2.23.133.19.2.10
tcg-tr-cat-componentStatus|Component Status Trait Category|2.23.133.19.2.11
tcg-tr-cat-componentLocation|Component Location Trait Category|2.23.133.19.2.12
tcg-tr-cat-componentRevision|Component Revision Trait Category|2.23.133.19.2.13
tcg-tr-cat-componentFieldReplaceable|Component Field Replaceable Trait Category|2.23.133.19.2.14
tcg-tr-cat-EKCertificate|EK Certificate Trait Category|2.23.133.19.2.15
tcg-tr-cat-IAKCertificate|IAK Certificate Trait Category|2.23.133.19.2.16
tcg-tr-cat-IDevIDCertificate|IDevID Certificate Trait Category|2.23.133.19.2.17
tcg-tr-cat-DICECertificate|DICE Certificate Trait Category|2.23.133.19.2.18
tcg-tr-cat-SPDMCertificate|SPDM Certificate Trait Category|2.23.133.19.2.19
tcg-tr-cat-PEMCertificate|PEM Certificate Trait Category|2.23.133.19.2.20
tcg-tr-cat-PlatformCertificate|Platform Certificate Trait Category|2.23.133.19.2.21
tcg-tr-cat-DeltaPlatformCertificate|Delta Platform Certificate Trait Category|2.23.133.19.2.22
tcg-tr-cat-RebasePlatformCertificate|Rebase Platform Certificate Trait Category|2.23.133.19.2.23
tcg-tr-cat-genericCertificate|Generic Certificate Trait Category|2.23.133.19.2.24
tcg-tr-cat-CommonCriteria|Common Criteria Trait Category|2.23.133.19.2.25
tcg-tr-cat-componentIdentifierV11|Component Identifier V1.1 Trait Category|2.23.133.19.2.26
tcg-tr-cat-FIPSLevel|FIPS Level Trait Category|2.23.133.19.2.27
tcg-tr-cat-ISO9000|ISO 9000 Trait Category|2.23.133.19.2.28
tcg-tr-cat-networkMAC|Network MAC Trait Category|2.23.133.19.2.29
tcg-tr-cat-attestationProtocol|Attestation Protocol Trait Category|2.23.133.19.2.30
tcg-tr-cat-PEN|Private Enterprise Number Trait Category|2.23.133.19.2.31
tcg-tr-cat-platformFirmwareCapabilities|Platform Firmware Capabilities Trait Category|2.23.133.19.2.32
tcg-tr-cat-platformHardwareCapabilities|Platform Hardware Capabilities Trait Category|2.23.133.19.2.33
tcg-tr-cat-platformFirmwareSignatureVerification|Platform Firmware Signature Verification Trait Category|2.23.133.19.2.34
tcg-tr-cat-platformFirmwareUpdateCompliance|Platform Firmware Update Compliance Trait Category|2.23.133.19.2.35
tcg-tr-cat-RTM|Root of Trust of Measurement Trait Category|2.23.133.19.2.36
tcg-tr-cat-PublicKey|Public Key Trait Category|2.23.133.19.2.37
id-alg-ml-kem-512|ML-KEM-512|2.16.840.1.101.3.4.4.1
id-alg-ml-kem-768|ML-KEM-768|2.16.840.1.101.3.4.4.2
id-alg-ml-kem-1024|ML-KEM-1024|2.16.840.1.101.3.4.4.3
id-ml-dsa-44|ML-DSA-44|2.16.840.1.101.3.4.3.17
id-ml-dsa-65|ML-DSA-65|2.16.840.1.101.3.4.3.18
id-ml-dsa-87|ML-DSA-87|2.16.840.1.101.3.4.3.19
id-slh-dsa-sha2-128s|SLH-DSA-SHA2-128s|2.16.840.1.101.3.4.3.20
id-slh-dsa-sha2-128f|SLH-DSA-SHA2-128f|2.16.840.1.101.3.4.3.21
id-slh-dsa-sha2-192s|SLH-DSA-SHA2-192s|2.16.840.1.101.3.4.3.22
id-slh-dsa-sha2-192f|SLH-DSA-SHA2-192f|2.16.840.1.101.3.4.3.23
id-slh-dsa-sha2-256s|SLH-DSA-SHA2-256s|2.16.840.1.101.3.4.3.24
id-slh-dsa-sha2-256f|SLH-DSA-SHA2-256f|2.16.840.1.101.3.4.3.25
id-slh-dsa-shake-128s|SLH-DSA-SHAKE-128s|2.16.840.1.101.3.4.3.26
id-slh-dsa-shake-128f|SLH-DSA-SHAKE-128f|2.16.840.1.101.3.4.3.27
id-slh-dsa-shake-192s|SLH-DSA-SHAKE-192s|2.16.840.1.101.3.4.3.28
id-slh-dsa-shake-192f|SLH-DSA-SHAKE-192f|2.16.840.1.101.3.4.3.29
id-slh-dsa-shake-256s|SLH-DSA-SHAKE-256s|2.16.840.1.101.3.4.3.30
id-slh-dsa-shake-256f|SLH-DSA-SHAKE-256f|2.16.840.1.101.3.4.3.31
id-hash-ml-dsa-44-with-sha512|HASH-ML-DSA-44-WITH-SHA512|2.16.840.1.101.3.4.3.32
id-hash-ml-dsa-65-with-sha512|HASH-ML-DSA-65-WITH-SHA512|2.16.840.1.101.3.4.3.33
id-hash-ml-dsa-87-with-sha512|HASH-ML-DSA-87-WITH-SHA512|2.16.840.1.101.3.4.3.34
id-hash-slh-dsa-sha2-128s-with-sha256|SLH-DSA-SHA2-128s-WITH-SHA256|2.16.840.1.101.3.4.3.35
id-hash-slh-dsa-sha2-128f-with-sha256|SLH-DSA-SHA2-128f-WITH-SHA256|2.16.840.1.101.3.4.3.36
id-hash-slh-dsa-sha2-192s-with-sha512|SLH-DSA-SHA2-192s-WITH-SHA512|2.16.840.1.101.3.4.3.37
id-hash-slh-dsa-sha2-192f-with-sha512|SLH-DSA-SHA2-192f-WITH-SHA512|2.16.840.1.101.3.4.3.38
id-hash-slh-dsa-sha2-256s-with-sha512|SLH-DSA-SHA2-256s-WITH-SHA512|2.16.840.1.101.3.4.3.39
id-hash-slh-dsa-sha2-256f-with-sha512|SLH-DSA-SHA2-256f-WITH-SHA512|2.16.840.1.101.3.4.3.40
id-hash-slh-dsa-shake-128s-with-shake128|SLH-DSA-SHAKE-128s-WITH-SHAKE128|2.16.840.1.101.3.4.3.41
id-hash-slh-dsa-shake-128f-with-shake128|SLH-DSA-SHAKE-128f-WITH-SHAKE128|2.16.840.1.101.3.4.3.42
id-hash-slh-dsa-shake-192s-with-shake256|SLH-DSA-SHAKE-192s-WITH-SHAKE256|2.16.840.1.101.3.4.3.43
id-hash-slh-dsa-shake-192f-with-shake256|SLH-DSA-SHAKE-192f-WITH-SHAKE256|2.16.840.1.101.3.4.3.44
id-hash-slh-dsa-shake-256s-with-shake256|SLH-DSA-SHAKE-256s-WITH-SHAKE256|2.16.840.1.101.3.4.3.45
id-hash-slh-dsa-shake-256f-with-shake256|SLH-DSA-SHAKE-256f-WITH-SHAKE256|2.16.840.1.101.3.4.3.46
"""  # noqa: E501
