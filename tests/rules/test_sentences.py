"""Every sentence of RFC 5280 4.1, 4.2 and 5 has its row, and every rule about one is named in a row."""

from __future__ import annotations

from collections import Counter

from docs.make_rules import WHY, sentences
from x509forge.rules import catalogue
from x509forge.rules.revocation_lists import RULES as LISTS

# Counted in the text of the RFC: sentences with MUST, SHOULD, SHALL, REQUIRED, RECOMMENDED or RECOMMENDS, by section.
IN_THE_RFC = {
    "4.1": 1,
    "4.1.1.2": 1,
    "4.1.2.1": 5,
    "4.1.2.2": 6,
    "4.1.2.3": 1,
    "4.1.2.4": 8,
    "4.1.2.5": 4,
    "4.1.2.5.1": 3,
    "4.1.2.5.2": 2,
    "4.1.2.6": 14,
    "4.1.2.8": 5,
    "4.1.2.9": 1,
    "4.2": 7,
    "4.2.1.1": 6,
    "4.2.1.2": 8,
    "4.2.1.3": 6,
    "4.2.1.4": 12,
    "4.2.1.5": 3,
    "4.2.1.6": 20,
    "4.2.1.7": 2,
    "4.2.1.8": 1,
    "4.2.1.9": 5,
    "4.2.1.10": 20,
    "4.2.1.11": 6,
    "4.2.1.12": 5,
    "4.2.1.13": 17,
    "4.2.1.14": 1,
    "4.2.1.15": 1,
    "4.2.2.1": 8,
    "4.2.2.2": 10,
    "5": 3,
    "5.1": 1,
    "5.1.1.2": 1,
    "5.1.1.3": 2,
    "5.1.2.1": 1,
    "5.1.2.2": 1,
    "5.1.2.3": 2,
    "5.1.2.4": 5,
    "5.1.2.5": 7,
    "5.1.2.6": 2,
    "5.2": 2,
    "5.2.1": 1,
    "5.2.2": 2,
    "5.2.3": 8,
    "5.2.4": 12,
    "5.2.5": 15,
    "5.2.6": 4,
    "5.2.7": 11,
    "5.3": 2,
    "5.3.1": 1,
    "5.3.2": 2,
    "5.3.3": 4,
}
RULES = {rule.id: rule for rule in (*catalogue(), *LISTS.values())}


def test_there_is_a_row_for_each_sentence() -> None:
    rows = sentences()
    assert Counter(row.section for row in rows) == IN_THE_RFC
    assert len(rows) == 278
    for row in rows:
        assert row.word in ("MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "SHALL", "REQUIRED", "RECOMMENDS")
        assert bool(row.rules) is not bool(row.why)
        assert row.rules or row.why in WHY


def test_rows_name_rules_that_there_are_and_all_that_are_of_these_sections() -> None:
    named = {id for row in sentences() for id in row.rules}
    assert named <= set(RULES)
    sections = ("RFC 5280 4.1", "RFC 5280 4.2", "RFC 5280 5")
    of_these_sections = {id for id, rule in RULES.items() if rule.citation.startswith(sections)}
    assert of_these_sections <= named


def test_the_severity_is_the_word_of_the_sentence() -> None:
    words: dict[str, set[str]] = {}
    for row in sentences():
        for id in row.rules:
            words.setdefault(id, set()).add(row.word)
    for rule in RULES.values():
        if rule.id in words and rule.id not in OTHERWISE:
            demanded = bool(words[rule.id] & {"MUST", "MUST NOT", "SHALL", "REQUIRED"})
            assert (rule.severity == "error") is demanded, rule.id


# A sentence has a MUST and a SHOULD, and the rule is of the second half; an update takes the MUST back or adds one;
# the sentence makes exceptions that a certificate does not show; what is said has no word of its own.
OTHERWISE = {
    *("rfc5280.name.string_type", "rfc5280.subject.email_address", "rfc9549.alternative_name.a_label"),
    *("rfc5280.name_constraints.unsupported_form", "rfc9598.name_constraints.particular_mailbox"),
    *("rfc5280.distribution.ldap_host", "rfc5280.path.outlives_issuer", "rfc5280.policy_constraints.not_in_ca"),
    *("rfc3279.key_usage.encipherment_in_ca", "rfc5280.key_usage.only_with_key_agreement"),
    *("rfc6818.certificate_policies.text_not_utf8", "rfc6818.certificate_policies.ia5_text"),
    *("rfc5280.certificate_policies.cps_uri", "rfc5280.certificate_policies.undecodable_qualifier"),
    *("rfc5280.certificate_policies.text_length", "rfc5280.policy_mappings.empty"),
    *("rfc5280.path.issuer_serial_number", "rfc5280.name_constraints.host_bits"),
    *("rfc5280.crl.revoked_later", "rfc5280.crl.entry_twice", "rfc5280.crl.reason", "rfc5280.crl.duplicate"),
    *("rfc5280.crl.unknown_critical", "rfc5280.extensions.unknown_critical"),
}
