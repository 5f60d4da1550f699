"""The language of extensions, as openssl on this machine acts on it: the same octets, and the same refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.differential.extension_language import HEAD, Judge

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

SECTIONS = """
[dnn]
O=a
+CN=b
[rel]
CN=point
[rel2]
CN=point
O=y
[rel3]
CN=point
+O=y
[pt]
fullname=URI:http://a/b,DNS:x
reasons=keyCompromise, CACompromise,AACompromise
CRLissuer=dirName:dnn
[pt2]
relativename=rel
foo=bar
[pt3]
relativename=rel3
[pt4]
relativename=rel2
[pt5]
fullname=@names
CRLissuer=@names
[names]
DNS.1=a
URI.2=http://x/y,z
email.3=
[empty]
[pol]
policyIdentifier=1.2.3.4
CPS.1="http://cps.example/"
CPS.2=http://b
userNotice.1=@n1
userNotice.2=@n2
[n1]
explicitText=UTF8:Hello é
organization=Org
noticeNumbers=1,2, 0x10,-3
[n2]
explicitText=plain: text
[n3]
organization=Only
[n4]
noticeNumbers=1
[n5]
explicitText=BMP:abcd
[n6]
explicitText=BMP:abc
[n7]
explicitText=VISIBLE:ë
organization=é
[pol3]
policyIdentifier=1.2.3.4
userNotice=@n3
[pol4]
policyIdentifier=1.2.3.4
userNotice=@n4
[pol5]
policyIdentifier=1.2.3.4
userNotice=@n5
[pol6]
policyIdentifier=1.2.3.4
userNotice=@n6
[pol7]
policyIdentifier=1.2.3.4
userNotice=@n7
[pol8]
CPS=x
[pol9]
policyIdentifier=1.2.3.4
userNotice=n1
[pci]
language=1.2.3
pathlen=2
policy=text:AB
policy.2=x
[addr]
IPv4=192.0.2.0/24
IPv4.1=10.0.0.0/8
IPv6=2001:db8::/32
IPv4-SAFI=1:192.168.0.0/16
IPv6-SAFI.3= 0x2 : inherit
[seq]
a=INT:1
b=UTF8:x
c=SEQ:seq2
[seq2]
z=NULL
[loop]
a=SEQ:loop
[two]
a=SEQ:two3
b=SEQ:two3
[two3]
a=NULL
[attributes]
authority=yes
pathlen=0
[aa1]
fullname=URI:x
reasons=keyCompromise
indirectCRL=TRUE
containsUserAttributeCerts=FALSE
containsAACerts=no
containsSOAPublicKeyCerts=FALSE
[aa2]
relativename=rel
indirectCRL=FALSE
containsAACerts=TRUE
CRLissuer=@none
[aa3]
containsAACerts=maybe
[high]
otherName=1.2.3;EXP:2147483647,UTF8:x
"""

LINES = r"""
authorityInfoAccess=OCSP;URI:http://o,caIssuers;URI:http://c,1.2.3;DNS:x
authorityInfoAccess=OCSP;URI
authorityInfoAccess=OCSP,URI:x
authorityInfoAccess=;URI:x
authorityInfoAccess=@names
subjectInfoAccess=caRepository;URI:x,1.3.6.1.5.5.7.48.3;email:a
crlDistributionPoints=URI:http://a,URI:http://b
crlDistributionPoints=pt
crlDistributionPoints=pt,pt2,pt3
crlDistributionPoints=pt4
crlDistributionPoints=pt5
crlDistributionPoints=empty
crlDistributionPoints=@names
crlDistributionPoints=@pt
crlDistributionPoints=@empty
crlDistributionPoints=nope
freshestCRL=critical,pt
issuingDistributionPoint=critical,@pt
issuingDistributionPoint=onlyuser:TRUE,indirectCRL:yes,onlyCA:n
issuingDistributionPoint=onlysomereasons:keyCompromise
issuingDistributionPoint=onlyAA:TRUE,fullname:URI:http://a
issuingDistributionPoint=onlyuser:FALSE
issuingDistributionPoint=onlyuser:maybe
issuingDistributionPoint=foo:TRUE
certificatePolicies=1.2.3,@pol,anyPolicy
certificatePolicies=ia5org,@pol
certificatePolicies=@pol,ia5org
certificatePolicies=@pol3
certificatePolicies=@pol4
certificatePolicies=@pol5
certificatePolicies=@pol6
certificatePolicies=@pol7
certificatePolicies=ia5org,@pol7
certificatePolicies=@pol8
certificatePolicies=@pol9
certificatePolicies=1.2.3:4
certificatePolicies=ia5org
certificatePolicies=
policyConstraints=requireExplicitPolicy:3
policyConstraints=requireExplicitPolicy:0,inhibitPolicyMapping:0x10
policyConstraints=requireExplicitPolicy
policyConstraints=foo:1
policyConstraints=inhibitPolicyMapping:-1
policyMappings=1.2.3:1.2.4,anyPolicy:1.5.6
policyMappings=1.2.3
policyMappings=@names
inhibitAnyPolicy=0
inhibitAnyPolicy=critical,0x7f
inhibitAnyPolicy=-5
inhibitAnyPolicy=--5
inhibitAnyPolicy=0x-5
inhibitAnyPolicy=-0x-5
inhibitAnyPolicy=x
inhibitAnyPolicy=
nameConstraints=permitted;DNS:a,excluded;IP:10.0.0.0/255.0.0.0
nameConstraints=permitted;IP:2001:db8::/ffff:ffff::
nameConstraints=permitted;IP:10.0.0.0/8
nameConstraints=permitted;IP:10.0.0.0
nameConstraints=permittedXDNS:a
nameConstraints=permitted;email:.a,permitted;dirName:dnn,excluded;URI:.b
nameConstraints=permitted;DNS
nameConstraints=permitted:x
nameConstraints=excluded;otherName:1.2.3;UTF8:a
nameConstraints=excluded;IP:1.2.3.4/::
noCheck=ignored
noCheck=critical,yes
noCheck=
ct_precert_poison=critical,NULL
tlsfeature=status_request
tlsfeature=STATUS_REQUEST,status_request_v2,17,+5, 0
tlsfeature=65536
tlsfeature=-1
tlsfeature=foo
tlsfeature=@seq
nsCertType=client,server,email
nsCertType=SSL CA,objCA,reserved,Unused
nsCertType=foo
nsComment=hello, world: x
nsComment=
nsBaseUrl=x
nsRevocationUrl=x
nsCaRevocationUrl=x
nsRenewalUrl=x
nsCaPolicyUrl=x
nsSslServerName=*.x
nsComment=é
proxyCertInfo=language:id-ppl-anyLanguage,pathlen:3,policy:text:AB
proxyCertInfo=@pci
proxyCertInfo=language:id-ppl-inheritAll
proxyCertInfo=language:id-ppl-independent,policy:text:x
proxyCertInfo=language:1.2.3,policy:hex:0A0b,policy:text:yy
proxyCertInfo=language:1.2.3,policy:hex:0
proxyCertInfo=language:1.2.3,policy:text:
proxyCertInfo=pathlen:1
proxyCertInfo=language:1.2.3,language:1.2.3
proxyCertInfo=critical,language:1.2.3,foo:x
proxyCertInfo=language:1.2.3,foo
proxyCertInfo=language:1.2.3,policy:file:/nonexistent
sbgp-ipAddrBlock=IPv4:192.0.2.0/24
sbgp-ipAddrBlock=critical,IPv4:10.0.0.0-10.255.255.255,IPv4:11.0.0.0/8
sbgp-ipAddrBlock=IPv4:10.0.0.1-10.0.0.9,IPv6:2001:db8::/32,IPv6:2001:db9::-2001:dbf:ffff:ffff:ffff:ffff:ffff:ffff
sbgp-ipAddrBlock=IPv4:inherit,IPv6:inherit
sbgp-ipAddrBlock=IPv4:inherit,IPv4:10.0.0.0/8
sbgp-ipAddrBlock=IPv4:10.0.0.0/8,IPv4:inherit
sbgp-ipAddrBlock=IPv4:10.0.0.0/8,IPv4:10.1.0.0/16
sbgp-ipAddrBlock=IPv4:10.0.0.0/33
sbgp-ipAddrBlock=IPv4:10.0.0.5/8
sbgp-ipAddrBlock=IPv4:0.0.0.0/0
sbgp-ipAddrBlock=IPv4:0.0.0.0-255.255.255.255
sbgp-ipAddrBlock=IPv6:::/0
sbgp-ipAddrBlock=IPv4:10.0.0.9-10.0.0.1
sbgp-ipAddrBlock=IPv4:10.0.0.1 - 10.0.0.9
sbgp-ipAddrBlock=IPv4:10.0.0.1
sbgp-ipAddrBlock=IPv4:10.0.0.1,IPv4:10.0.0.1
sbgp-ipAddrBlock=IPv4:10.0.0.1,IPv4:10.0.0.2,IPv4:10.0.0.3
sbgp-ipAddrBlock=IPv4:
sbgp-ipAddrBlock=IPv4
sbgp-ipAddrBlock=@addr
sbgp-ipAddrBlock=IPv4-SAFI:256:10.0.0.0/8
sbgp-ipAddrBlock=IPv4-SAFI:010:10.0.0.0/8
sbgp-ipAddrBlock=IPv4:2001::/16
sbgp-ipAddrBlock=IPv5:1
sbgp-ipAddrBlock=IPv4:10.0.0.0/
sbgp-ipAddrBlock=IPv4:10.0.0.0 /8
sbgp-ipAddrBlock=IPv4:10.0.0.0/ 8
sbgp-ipAddrBlock=IPv4:10.0.0.0/-0
sbgp-ipAddrBlock=IPv4:10.0.0.0/00000000000008
sbgp-ipAddrBlock=IPv4:10.0.0.0/4294967304
sbgp-ipAddrBlock=IPv4:10.0.0.0/18446744073709551624
sbgp-ipAddrBlock=IPv4-SAFI::10.0.0.0/8
sbgp-ipAddrBlock=IPv4-SAFI:-0:inherit
sbgp-ipAddrBlock=IPv4-SAFI:0x:inherit
sbgp-ipAddrBlock=IPv6-SAFI:4294967297:inherit
subjectAltName=IP:+1. 2.3.4 x
subjectAltName=IP:1.2.3.4294967297
subjectAltName=IP:1.2.3.-99999999999999999999
subjectAltName=IP:1 .2.3.4
subjectAltName=IP:::ffff:01.2.3.+4
subjectAltName=IP:1:2:3:4:5:6:1.2.3.4 x
nameConstraints=permitted;IP:1.2.3.4 / 255.0.0.0
sbgp-autonomousSysNum=AS:1,AS:2,AS:5-9,RDI:7
sbgp-autonomousSysNum=critical,AS:inherit,RDI:inherit
sbgp-autonomousSysNum=AS:5-3
sbgp-autonomousSysNum=AS:1-5,AS:3
sbgp-autonomousSysNum=AS:64512 - 65535
sbgp-autonomousSysNum=AS:x
sbgp-autonomousSysNum=AS:inherit,AS:1
sbgp-autonomousSysNum=AS:
sbgp-autonomousSysNum=AS:5-5
sbgp-autonomousSysNum=AS:1-4,AS:5
sbgp-autonomousSysNum=AS:5,AS:6-9
sbgp-autonomousSysNum=AS:-1
SXNetID=1:one,0x10:two
SXNetID=1:one,1:two
SXNetID=1
SXNetID=x:1
SXNetID=1:a ,2:b
SXNetID=1:é ,2:b
SXNetID=1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
issuerSignTool=signTool:a,cATool:b,signToolCert:c,cAToolCert:é
issuerSignTool=signTool:a
issuerSignTool=foo:a
subjectSignTool=hello é
crlNumber=5
deltaCRL=0x10
CRLReason=keyCompromise
invalidityDate=20200101000000Z
privateKeyUsagePeriod=x
holdInstructionCode=x
subjectAltName=DNS:é,URI:http://é
subjectAltName=@names
subjectAltName=@empty
subjectAltName=RID:1.2.3,otherName:1.2.3;SEQ:seq,IP:::1
subjectAltName=otherName:msUPN;UTF8:a,otherName:1.2;IA5:b
subjectAltName=otherName:1.2.3;FORMAT:HEX,OCT:0011
subjectAltName=email:copy
subjectAltName=email:move
1.2.3=ASN1:UTF8:x
1.2.3=ASN1:utf8string:x, y :z
1.2.3=critical, ASN1: BOOL:TRUE
1.2.3=ASN1:BOOLEAN:no
1.2.3=ASN1:BOOL
1.2.3=ASN1:NULL
1.2.3=ASN1:NULL:
1.2.3=ASN1:NULL:x
1.2.3=ASN1:NULL,x
1.2.3=ASN1:INT:-129
1.2.3=ASN1:ENUM:0xFF
1.2.3=ASN1:ENUM:-1
1.2.3=ASN1:OID:serverAuth
1.2.3=ASN1:OBJECT:1.2.3.4
1.2.3=ASN1:UTC:200101000000Z
1.2.3=ASN1:UTC:2001010000Z
1.2.3=ASN1:UTC:200101000000+0100
1.2.3=ASN1:UTC:200132000000Z
1.2.3=ASN1:UTC:990229000000Z
1.2.3=ASN1:UTC:000229000000Z
1.2.3=ASN1:GENTIME:20200101000000.5Z
1.2.3=ASN1:GENTIME:20200101000000Z
1.2.3=ASN1:GENTIME:202001010000Z
1.2.3=ASN1:GENTIME:20200101000000
1.2.3=ASN1:OCT:abc
1.2.3=ASN1:OCT:
1.2.3=ASN1:OCT
1.2.3=ASN1:FORMAT:HEX,OCT:0a:0B
1.2.3=ASN1:FORMAT:HEX,OCT:
1.2.3=ASN1:FORM:UTF8,OCT:a
1.2.3=ASN1:BITSTR:abc
1.2.3=ASN1:FORMAT:BITLIST,BITSTR:1,5, 9
1.2.3=ASN1:FORMAT:BITLIST,BITSTR:
1.2.3=ASN1:FORMAT:BITLIST,BITSTR:1,,2
1.2.3=ASN1:FORMAT:BITLIST,BITSTR:x
1.2.3=ASN1:FORMAT:BITLIST,OCT:1
1.2.3=ASN1:FORMAT:HEX,BITSTR:ff00
1.2.3=ASN1:FORMAT:UTF8,UTF8:é
1.2.3=ASN1:UTF8:é
1.2.3=ASN1:FORMAT:UTF8,BMP:é€
1.2.3=ASN1:FORMAT:UTF8,UNIV:é
1.2.3=ASN1:FORMAT:UTF8,IA5:é
1.2.3=ASN1:FORMAT:UTF8,T61:é
1.2.3=ASN1:FORMAT:UTF8,T61:€
1.2.3=ASN1:FORMAT:UTF8,VISIBLE:é
1.2.3=ASN1:GeneralString:é
1.2.3=ASN1:GENSTR:x
1.2.3=ASN1:NUMERIC:12 3
1.2.3=ASN1:NUMERIC:12a
1.2.3=ASN1:PRINTABLE:a_b
1.2.3=ASN1:PRINTABLE:a+b
1.2.3=ASN1:VISIBLE:x
1.2.3=ASN1:FORMAT:HEX,UTF8:41
1.2.3=ASN1:FORMAT:FOO,UTF8:41
1.2.3=ASN1:FORMAT,UTF8:41
1.2.3=ASN1:SEQUENCE:seq
1.2.3=ASN1:SET:seq
1.2.3=ASN1:SEQ
1.2.3=ASN1:SEQ:
1.2.3=ASN1:SET
1.2.3=ASN1:SEQ:nope
1.2.3=ASN1:SEQ:loop
1.2.3=ASN1:SEQ:two
1.2.3=ASN1:EXP:0,UTF8:x
1.2.3=ASN1:EXPLICIT:5A,EXP:31P,UTF8:x
1.2.3=ASN1:EXP:300C,UTF8:x
1.2.3=ASN1:EXP:,UTF8:x
1.2.3=ASN1:EXP,UTF8:x
1.2.3=ASN1:EXP:x,UTF8:x
1.2.3=ASN1:EXP:1 U,UTF8:x
1.2.3=ASN1:EXP:-1,UTF8:x
1.2.3=ASN1:EXP: 3 ,UTF8:x
1.2.3=ASN1:EXP:1Uxyz,UTF8:x
1.2.3=ASN1:IMP:0,UTF8:x
1.2.3=ASN1:IMP:0,SEQ:seq
1.2.3=ASN1:IMP:0,IMP:1,UTF8:x
1.2.3=ASN1:IMP:0,EXP:1,UTF8:x
1.2.3=ASN1:EXP:1,IMP:0,UTF8:x
1.2.3=ASN1:IMP:0,OCTWRAP,UTF8:x
1.2.3=ASN1:IMP:0,SEQWRAP,UTF8:x
1.2.3=ASN1:OCTWRAP,BITWRAP,SEQWRAP,SETWRAP,INT:5
1.2.3=ASN1:IMP:2U,OCT:
1.2.3=ASN1:IMP:2U,OCT:a
1.2.3=ASN1:IMP:3U,FORMAT:HEX,OCT:03ff
1.2.3=ASN1:IMP:3U,FORMAT:HEX,OCT:08ff
1.2.3=ASN1:IMP:3U,FORMAT:HEX,OCT:05
1.2.3=ASN1:IMP:1U,OCT:a
1.2.3=ASN1:IMP:1U,OCT:ab
1.2.3=ASN1:IMP:5U,OCT:a
1.2.3=ASN1:IMP:6U,FORMAT:HEX,OCT:80
1.2.3=ASN1:IMP:6U,FORMAT:HEX,OCT:2a03
1.2.3=ASN1:IMP:16U,OCT:a
1.2.3=ASN1:IMP:17U,INT:1
1.2.3=ASN1:IMP:30U,OCT:abc
1.2.3=ASN1:IMP:28U,OCT:abcd
1.2.3=ASN1:IMP:0U,OCT:abcd
1.2.3=ASN1:IMP:0U,OCT:
1.2.3=ASN1:IMP:9U,OCT:abcd
1.2.3=ASN1:IMP:31U,OCT:abcd
1.2.3=ASN1:EXP:4U,UTF8:abc
1.2.3=ASN1:EXP:4U,SEQ:seq
1.2.3=ASN1:EXP:2U,INT:5
1.2.3=ASN1:EXP:3U,FORMAT:HEX,OCT:0301
1.2.3=ASN1:EXP:30U,OCT:a
1.2.3=ASN1:EXP:0U,OCT:a
1.2.3=ASN1:EXP:16U,OCT:a
1.2.3=ASN1:EXP:268435456,UTF8:x
1.2.3=ASN1:EXP:2147483647P,SEQ:seq
subjectAltName=@high
acceptableResponses=1.2.3,serverAuth
acceptableResponses=critical,x:1.2.3
acceptableResponses=foo
1.2.3=ASN1:FOO:x
1.2.3=ASN1:
1.2.3=ASN1:EXP:1
1.2.3=ASN1:,UTF8:x
1.2.3=ASN1:UTF8
1.2.3=ASN1:UTF8 :x
1.2.3=ASN1:EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,INT:1
1.2.3=ASN1:EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,EXP:1,INT:1
subjectAltName=DER:3000
keyUsage=ASN1:INT:5
basicConstraints=@names
basicConstraints=@empty
basicConstraints=CA:TRUE,pathlen:
subjectKeyIdentifier=hash
subjectKeyIdentifier=critical,none
authorityKeyIdentifier=keyid
extendedKeyUsage=serverAuth,1.2.3,codeSigning
keyUsage=
"""

# Where the two differ on purpose.
EXCEPTIONS = {
    # OpenSSL writes an element without a type (3f 80 00), which no reader takes.
    "certificatePolicies=@pol4": "noticeNumbers without an organization",
}


@pytest.fixture(scope="session")
def judge(openssl: Program, keys: KeyFiles, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(openssl, tmp_path_factory.mktemp("judged"), keys("ec:P-256"))


@pytest.fixture(scope="session")
def judge_35(openssl_35: Program, keys: KeyFiles, tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(openssl_35, tmp_path_factory.mktemp("judged"), keys("ec:P-256"), "3.5")


def _text(line: str) -> bytes:
    return HEAD + f"[e]\n{line}\n{SECTIONS}".encode()


@pytest.mark.parametrize("line", [line for line in LINES.strip("\n").split("\n") if line not in EXCEPTIONS])
def test_each_line(judge: Judge, line: str) -> None:
    assert judge.difference(_text(line)) is None


@pytest.mark.parametrize("line", EXCEPTIONS)
def test_each_exception(judge: Judge, line: str) -> None:
    ours = judge.ours(_text(line))
    assert isinstance(ours, str)
    assert EXCEPTIONS[line] in ours
    assert not isinstance(judge.theirs(_text(line)), str)


def test_names_of_objects_in_a_file_and_in_modules(judge: Judge) -> None:
    names = judge.folder / "names.txt"
    names.write_text("1.2.3.4 shortName A long name\n1.2.3.5 other\n# the end\n1.2.3.6 unseen\n")
    head = f"oid_file = {names}\nopenssl_conf = c\n[c]\noid_section = m\n[m]\nmine = My own, 1.2.9\n"
    for value in ("shortName, A long name, other", "mine", "My own", "unseen"):
        text = head.encode() + HEAD + f"[e]\nextendedKeyUsage = {value}\n".encode()
        assert judge.difference(text) is None, value
    # What is not there is passed over.
    assert judge.difference(b"oid_file = /nowhere\n" + HEAD + b"[e]\nextendedKeyUsage = 1.2.3\n") is None


NAMES_AND_ANSWERS = """
string_mask=MASK:0|CN=é
string_mask=MASK:1|CN=12
string_mask=MASK:0x100|1.2.3.4=x
string_mask=MASK:010|CN=x
string_mask=MASK:-1|CN=x
string_mask=MASK: 0X2|CN=x
string_mask=MASK:0x99999999999999999999|CN=é
string_mask=MASK:2x|CN=x
string_mask=MASK:|CN=x
string_mask=MASK:1_0|CN=x
prompt=yes|CN=q;CN_default=abc;0.1.2.3.4=q;0.1.2.3.4_default=x
prompt=yes|CN=q;CN_default=abc;ISO=q
prompt=yes|CN=q;CN_default=abc;ISO=q;ISO_default=x
prompt=yes|CN=q;CN_default=abc;CN_min=4x
prompt=yes|CN=q;CN_default=abc;CN_min=x;CN_max=-1
prompt=yes|CN=q;CN_default=abc;CN_min=2147483648
prompt=yes|CN=q;CN_default=abc;CN_min=99999999999999999999
prompt=yes|CN=q;CN_default=abc;CN_max=4294967296
prompt=yes;attributes=at|CN=q;CN_default=abc;[at];2.5.4.6=q;2.5.4.6_default=CN
prompt=yes;attributes=at|CN=q;CN_default=abc;[at];0.challengePassword=q;0.challengePassword_default=x
prompt=yes;attributes=at|CN=q;CN_default=abc;[at];1.2.3.4=q;1.2.3.4_default=x
attributes=at|CN=abc;[at];1.2.3.4=x
attributes=at|CN=abc;[at];0.challengePassword=x
"""


@pytest.mark.parametrize("line", [*NAMES_AND_ANSWERS.strip().split("\n"), f"prompt=yes|{'a' * 89}.CN=q"])
def test_names_and_answers(judge: Judge, judge_35: Judge, line: str) -> None:
    settings, _, body = line.replace(";", "\n").partition("|")
    prompt = "" if "prompt" in settings else "prompt=no\n"
    text = f"[req]\ndistinguished_name=dn\n{prompt}{settings}\n[dn]\n{body}\n".encode()
    assert judge.difference(text) is None
    assert judge_35.difference(text) is None


MODULES = """
oid_section=m|mine=1.2.9
oid_section.1=m|mine = My own, 1.2.9
oid_section=m|mine=serverAuth, 1.2.9
oid_section=m|mine=, 1.2.9
oid_section=m|mine=TLS Web Server Authentication, 1.2.9
oid_section=m|mine=serverAuth
oid_section=m|mine=2.5.4.3
oid_section=m|serverAuth=1.2.9
oid_section=m|tcg=1.2.9;mine=1.2.9
oid_section=m|mine=2.23.133.8.1
oid_section=m|tcg-kp-EKCertificate=1.2.9
0.oid_section=m|mine=1.2.9
oid_section=none|
nosuch=m|
providers=m|default=d
providers=m|default=nosuch
ssl_conf=m|
ssl_conf=m|system_default=d
ssl_conf=m|system_default=nosuch
alg_section=m|default_properties=
alg_section=m|color=red
random=m|seed=getrandom
random=m|color=red
engines=m|
engines=m|mine=empty
engines=nosuch|
stbl_section=m|
"""


@pytest.mark.parametrize("line", MODULES.strip().split("\n"))
def test_modules(judge: Judge, judge_35: Judge, line: str) -> None:
    module, _, body = line.partition("|")
    usage = "mine" if "mine=1.2.9" in line or "mine = " in line else "clientAuth"
    text = f"openssl_conf = c\n[c]\n{module}\n[m]\n{body.replace(';', chr(10))}\n[d]\nactivate=1\n[empty]\n".encode()
    text += HEAD + f"[e]\nextendedKeyUsage = {usage}\n".encode()
    assert judge.difference(text) is None
    assert judge_35.difference(text) is None


# What 3.5 knows and 3.0 does not, and what it reads otherwise.
NEWER = """
noRevAvail=x
noRevAvail=critical,
subjectAltName=IP:010.0.0.1
subjectAltName=IP:10.0.0.1
crlDistributionPoints=numbered
nameConstraints=permitted;IP:010.0.0.0/255.0.0.0
sbgp-ipAddrBlock=IPv4:010.0.0.0/8
authorityKeyIdentifier=keyid
subjectKeyIdentifier=hash
1.2.3=ASN1:IMP:23U,OCT:123456789012
1.2.3=ASN1:IMP:23U,OCT:1234567890123
1.2.3=ASN1:IMP:24U,OCT:12345678901234
1.2.3=ASN1:EXP:24U,OCT:1234567890123
extendedKeyUsage=tcg-kp-EKCertificate,Endorsement Key Certificate
1.2.3=ASN1:OID:ML-DSA-44
singleUse=DER:00
groupAC=critical,
indirectIssuer=x
noAssertion=@none
sOAIdentifier=
singleUse=critical,x
ac-auditIdentity=00:ff
ac-auditIdentity=x
acceptableCertPolicies=1.2.3,anyPolicy
acceptablePrivPolicies=x
basicAttConstraints=authority:FALSE
basicAttConstraints=critical,@attributes
basicAttConstraints=pathlen:-1,pathlen:2
basicAttConstraints=CA:TRUE
delegatedNameConstraints=permitted;DNS:a
holderNameConstraints=excluded;IP:10.0.0.0/255.0.0.0
holderNameConstraints=DNS:a
aAissuingDistributionPoint=DNS:a,URI:b
aAissuingDistributionPoint=aa1,nothing
aAissuingDistributionPoint=aa2
aAissuingDistributionPoint=aa3
aAissuingDistributionPoint=empty
aAissuingDistributionPoint=none
userNotice=x
"""


@pytest.mark.parametrize("line", [line for line in (LINES + NEWER).split("\n") if line and line not in EXCEPTIONS])
def test_each_line_in_release_35(judge_35: Judge, line: str) -> None:
    assert judge_35.difference(_text(line) + b"[numbered]\nfullname.1=URI:a\n") is None


# A grammar of what configurations say, with mistakes in it; most texts mean something, or nearly.
WORDS = st.sampled_from(["a", "a.example", "x y", "1", "é", "", "*.b", "http://u/?q=1", "A+B", "-", "@names", "0x1F"])
NUMBERS = st.one_of(st.integers(-300, 70000).map(str), st.sampled_from(["0x10", "-0x80", "007", "1x", "", "--3"]))
OIDS = st.sampled_from(["1.2.3", "2.999.1", "serverAuth", "anyPolicy", "msUPN", "Any Policy", "3.1", "1.2.", "foo"])
ADDRESSES = st.one_of(
    st.ip_addresses().map(str), st.sampled_from(["::", "10.0.0.0", "192.0.2.7", "::1.2.3.4", "1.2.3", "fe80::%1"])
)
TAGS = st.tuples(st.integers(0, 40), st.sampled_from(["", "U", "A", "P", "C", "X"])).map(
    lambda tag: f"{tag[0]}{tag[1]}"
)
MODIFIERS = st.one_of(
    TAGS.map("EXP:{}".format),
    TAGS.map("IMPLICIT:{}".format),
    st.sampled_from(
        ["OCTWRAP", "SEQWRAP", "SETWRAP", "BITWRAP", "FORMAT:HEX", "FORMAT:UTF8", "FORMAT:BITLIST", "FORM:ASCII", "FO"]
    ),
)
TYPED = st.one_of(
    st.tuples(st.sampled_from(["INT", "ENUM", "INTEGER"]), NUMBERS),
    st.tuples(
        st.sampled_from(["UTF8", "IA5", "PRINTABLE", "BMP", "T61", "VISIBLE", "GENSTR", "UNIV", "NUMERIC"]), WORDS
    ),
    st.tuples(st.sampled_from(["OCT", "BITSTR"]), st.sampled_from(["", "ab", "0a0B", "1,5", "a", "0:1", "abcd"])),
    st.tuples(st.sampled_from(["SEQ", "SET", "SEQUENCE"]), st.sampled_from(["seq", "seq2", "none", "two", "loop"])),
    st.tuples(st.just("OID"), OIDS),
    st.tuples(st.just("BOOL"), st.sampled_from(["TRUE", "no", "y", "maybe"])),
    st.tuples(
        st.sampled_from(["UTC", "GENTIME"]),
        st.datetimes()
        .map(lambda moment: moment.strftime("%Y%m%d%H%M%SZ"))
        .flatmap(lambda text: st.sampled_from([text, text[2:], text[:-3] + "Z", text[:-1]])),
    ),
).map(":".join)
ASN1 = st.tuples(st.lists(MODIFIERS, max_size=3), st.one_of(TYPED, st.sampled_from(["NULL", "SEQ", "NULL:x"]))).map(
    lambda parts: ",".join([*parts[0], parts[1]])
)
NAMES = st.one_of(
    st.tuples(st.sampled_from(["DNS", "email", "URI", "DNS.1", "email.x", "dns"]), WORDS),
    st.tuples(st.sampled_from(["IP", "IP.2"]), ADDRESSES),
    st.tuples(st.just("RID"), OIDS),
    st.tuples(st.just("dirName"), st.sampled_from(["dnn", "rel2", "none"])),
    st.tuples(st.just("otherName"), st.tuples(OIDS, ASN1).map(";".join)),
    st.tuples(st.just("email"), st.sampled_from(["copy", "move"])),
).map(":".join)


def _list(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(items, min_size=1, max_size=4).flatmap(
        lambda found: st.sampled_from([",", ", ", " ,"]).map(lambda comma: comma.join(found))
    )


def _pairs(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return _list(st.tuples(*parts).map(lambda found: "".join(found)))


PREFIXES = st.tuples(ADDRESSES, st.sampled_from(["", "/8", "/24", "/0", "/33", "/128", "-255.255.255.255"])).map(
    "".join
)
VALUES = {
    "subjectAltName": _list(NAMES),
    "nameConstraints": _pairs(st.sampled_from(["permitted;", "excluded;", "other;"]), NAMES),
    "authorityInfoAccess": _pairs(st.sampled_from(["OCSP;", "caIssuers;", "1.2.3;", "x"]), NAMES),
    "subjectInfoAccess": _pairs(OIDS, st.just(";"), NAMES),
    "crlDistributionPoints": _list(st.one_of(NAMES, st.sampled_from(["pt", "pt2", "pt3", "pt4", "pt5", "none"]))),
    "certificatePolicies": _list(st.one_of(OIDS, st.sampled_from(["@pol", "@pol3", "@pol7", "ia5org", "@names"]))),
    "policyMappings": _pairs(OIDS, st.just(":"), OIDS),
    "policyConstraints": _pairs(st.sampled_from(["requireExplicitPolicy:", "inhibitPolicyMapping:"]), NUMBERS),
    "inhibitAnyPolicy": NUMBERS,
    "basicConstraints": _list(st.one_of(st.sampled_from(["CA:TRUE", "CA:no", "CA"]), NUMBERS.map("pathlen:{}".format))),
    "keyUsage": _list(st.sampled_from(["digitalSignature", "cRLSign", "CRL Sign", "decipherOnly", "keyCertSing"])),
    "nsCertType": _list(st.sampled_from(["client", "objCA", "SSL CA", "reserved", "x"])),
    "extendedKeyUsage": _list(OIDS),
    "issuingDistributionPoint": _list(
        st.sampled_from(
            [
                "onlyuser:TRUE",
                "onlyCA:y",
                "indirectCRL:no",
                "fullname:URI:x",
                "relativename:rel",
                "onlysomereasons:unused",
            ]
        )
    ),
    "tlsfeature": _list(st.one_of(NUMBERS, st.sampled_from(["status_request", "Status_Request_V2"]))),
    "sbgp-ipAddrBlock": _pairs(st.sampled_from(["IPv4:", "IPv6:", "IPv4-SAFI:1:", "IPv4:inherit,IPv6:"]), PREFIXES),
    "sbgp-autonomousSysNum": _pairs(
        st.sampled_from(["AS:", "RDI:", "AS.1:"]), st.one_of(NUMBERS, st.sampled_from(["1-9", "5-5", "9-1", "inherit"]))
    ),
    "SXNetID": _pairs(NUMBERS, st.just(":"), WORDS),
    "proxyCertInfo": _list(
        st.one_of(OIDS.map("language:{}".format), NUMBERS.map("pathlen:{}".format), WORDS.map("policy:text:{}".format))
    ),
    "subjectKeyIdentifier": st.sampled_from(["hash", "none", "0a", "0a:0b", "x", ""]),
    "nsComment": WORDS,
    "1.2.3.4": st.one_of(ASN1.map("ASN1:{}".format), st.sampled_from(["DER:00", "DER:0", "DER:00:11", "DER:x"])),
}
EXTENSIONS = (
    st.sampled_from(sorted(VALUES))
    .flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(["", "", "critical,", "critical, "]), VALUES[name]))
    .map(lambda parts: f"{parts[0]} = {parts[1]}{parts[2]}")
)


@given(extensions=st.lists(EXTENSIONS, min_size=1, max_size=3))
def test_any_text_of_the_grammar(judge: Judge, extensions: list[str]) -> None:
    assert judge.difference(_text("\n".join(extensions))) is None
