"""The `[req]` section: what is ignored with a warning, what is refused, and the dialogue."""

from __future__ import annotations

import pytest

import x509forge as xf
from x509forge.openssl.request import RequestSettings


def _settings(text: str) -> RequestSettings:
    return RequestSettings(xf.openssl.Config.parse(text, file="f"))


class Answers:
    """A dialogue that answers from a list, and keeps what it was told."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.told: list[str] = []

    def say(self, text: str) -> None:
        self.told.append(text)

    def ask(self, question: str) -> str | None:
        self.told.append(question)
        return self.answers.pop(0) if self.answers else None


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("[req]\ndefault_bit=3", 'f:2:1: ignored: there is no directive "default_bit" in [req] (did you mean '),
        ("[req]\nanything=3", 'f:2:1: ignored: there is no directive "anything" in [req]'),
        ("openssl_conf=o\n[o]\nproviders=p\n[p]\ndefault=d\n[d]", "f:3:1: ignored: providers concerns OpenSSL's own"),
        (".pragma nothing:1\n", "f:1:"),
    ],
)
def test_what_openssl_ignores_is_ignored_with_a_warning(text: str, warning: str) -> None:
    (found,) = _settings(text).warnings
    assert str(found).startswith(warning)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("openssl_conf=o\n[o]\nengines=e\n[e]\np=q\n[q]\ninit=0", 'f:5:3: the engine "p" is not supported'),
        ("openssl_conf=o\n[o]\nstbl_section=e\n[e]\nCN=min:3", "f:3:1: stbl_section is not supported"),
        ("openssl_conf=o", "f:1:14: there is no section [o]"),
        ("oid_section=o\n[o]\nmine=no number", "f:3:6: unknown object name"),
        ("[req]\nstring_mask=utf8", 'f:2:13: "utf8" is no string mask'),
    ],
)
def test_what_openssl_acts_on_and_we_do_not_is_an_error(text: str, error: str) -> None:
    with pytest.raises(xf.ConfigError) as caught:
        _settings(text)
    assert str(caught.value).startswith(error)


def test_names_of_objects_added() -> None:
    settings = _settings(
        "oid_section=o\n[o]\nmine=1.2.3.4\nyours=1.2.3.5\n[req]\nprompt=no\ndistinguished_name=d\n[d]\nmine=a\nx.yours=b"
    )
    name = settings.subject(Answers())
    assert [(attribute.type, str(attribute.value)) for attribute in name.attributes] == [
        ("1.2.3.4", "a"),
        ("1.2.3.5", "b"),
    ]


def test_the_dialogue_asks_again_and_says_why() -> None:
    settings = _settings(
        "[req]\ndistinguished_name=d\n[d]\nC=Country\nC_min=2\nC_max=2\nwhat=is this\nO=Org\nO_default=x\n"
    )
    dialogue = Answers("C", "CHN", "CN", "")
    assert settings.subject(dialogue) == xf.Name.of(C="CN", O="x")
    assert dialogue.told[1:] == [
        *("Country []:", "String too short, must be at least 2 bytes long\n"),
        *("Country []:", "String too long, must be at most 2 bytes long\n"),
        *("Country []:", "Org [x]:"),
    ]
    assert 'unknown object name "what"' in str(settings.warnings[0])
    with pytest.raises(xf.ConfigError, match=r"f:4:3: nobody answered \"Country\"; set prompt = no"):
        settings.subject(Answers())
    with pytest.raises(xf.ConfigError, match=r"f:2:20: the configuration gives the request no distinguished name"):
        settings.subject(Answers(".", "."))


def test_what_the_section_says() -> None:
    settings = _settings("[req]\ndefault_bits=3072\nencrypt_key=no\ndefault_md=SHA384\ndefault_keyfile=k\nutf8=yes\n")
    assert (settings.bits, settings.encrypts_key, settings.hash_name, settings.key_file) == (3072, False, "sha384", "k")
    assert settings.spelling.utf8
    plain = _settings("")
    assert (plain.bits, plain.encrypts_key, plain.hash_name, plain.key_file) == (2048, True, None, None)
    with pytest.raises(xf.ConfigError, match=r"f:2:14: default_bits is a number"):
        _ = _settings("[req]\ndefault_bits=many").bits


def test_a_key_that_is_elsewhere_goes_by_default_md_too() -> None:
    key = xf.PrivateKey.generate("ec:P-384")
    for text, expected in (("", "sha256"), ("default_md = sha3-256", "sha3_256")):
        signer = _settings(f"[req]\n{text}\n").with_hash(xf.OfflineSigner(key.public_key))
        assert isinstance(signer, xf.OfflineSigner)
        assert signer.hash_name == expected
