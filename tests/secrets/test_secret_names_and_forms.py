"""What is a secret by its name or its form is known once, for plans, comments, logs and checks alike."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra.base.json_value import MASK
from mlinfra.base.literal_secrets import literal_secrets
from mlinfra.base.secret_names import secret_name
from mlinfra.base.secret_texts import mask_secrets

NAMES = [
    "password",
    "dbPwd",
    "sql-password",
    "DB_PASSWORD",
    "SMTP_PASS",
    "adminPassword2",
    "passwords",
    "clientSecret",
    "client_secret",
    "secretKey",
    "apiToken",
    "HF_TOKEN",
    "hfToken",
    "subscriptionKey",
    "masterKey",
    "OPENAI_KEY",
    "api-key",
    "apiKeys",
    "storageAccountKey",
    "sasToken",
    "connectionStrings",
    "CONN_STR",
    "privateKeyPem",
    "authorization",
    "credentials",
    "passphrase",
]
OTHERS = [
    "secretName",
    "secretUri",
    "tokenUrl",
    "tokenType",
    "tokenizer",
    "passwordPolicy",
    "maxTokens",
    "PROMPT_TOKENS",
    "key",
    "keys",
    "keyName",
    "publicKey",
    "PUBLIC_KEY",
    "PARTITION_KEY",
    "bypass",
    "compass",
    "monkey",
    "location",
    "allowSharedKeyAccess",
    "disablePasswordAuthentication",
    "credentialsType",
    "keyVaultUri",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_whose_last_word_means_a_secret_is_one(name: str) -> None:
    """However its words are put together."""
    assert secret_name(name)


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_that_only_contains_such_a_word_is_none(name: str) -> None:
    """Its letters may stand inside another word, or another word may say what it is about."""
    assert not secret_name(name)


TEXTS = {
    "a password in a URL": "https://svc:{}@feed.example.org/simple",
    "a password of a database": "postgres://svc:{}@db.example.org/ml",
    "a token as user": "git+https://{}@git.example.org/team/lib.git",
    "a token of conda": "https://conda.example.org/t/{}/main",
    "a connection string": "Server=tcp:db;User Id=svc;Password={};Encrypt=True",
    "an account's key": "DefaultEndpointsProtocol=https;AccountName=st;AccountKey={};EndpointSuffix=core.windows.net",
    "a SAS": "https://st.blob.core.windows.net/c?sv=2024-11-04&sp=r&sig={}",
    "a bearer token": "curl -H Bearer {} host",
    "an option": "python train.py --api-key={} --epochs 3",
    "a variable of a shell": "export DB_PASSWORD='{}'",
    "a line of YAML": "a: 1\n  hf_token: {}\nb: 2",
    "a member of JSON": '{{"clientSecret": "{}", "x": 1}}',
    "a line of Bicep": "    apiToken: '{}'",
    "a private key": "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----",
    "a pip index": "--extra-index-url https://__token__:{}@pkgs.example.org/simple",
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_secret_in_a_text_is_masked_and_the_rest_stays(case: str) -> None:
    """Only the secret itself goes."""
    secret = "correct-horse-4711"
    assert mask_secrets(TEXTS[case].format(secret)).replace("\n", "") == TEXTS[case].format(MASK).replace("\n", "")


FORMED = (
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "ghp_" + "a1B2" * 9,
    "hf_" + "Ab12" * 8,
    "x" * 3 + "8Q~" + "a1_b" * 8,
    "ab/+" * 21 + "ab==",
)


@pytest.mark.parametrize("token", FORMED)
def test_a_token_is_known_by_its_form_alone(token: str) -> None:
    """Wherever it stands."""
    assert mask_secrets(f"use {token} here") == f"use {MASK} here"


HARMLESS = (
    "[concat('Password=', parameters('password'), ';')]",
    "[format('https://{0}:{1}@db', parameters('user'), parameters('password'))]",
    "https://host.example.org:8080/a@b",
    "ssh://git@github.com/team/lib.git",
    "scikit-learn==1.5.1",
    "The password: it must be longer.",
    "Basic authentication and Bearer authentication are off",
    "secretName=db-password",
    "Password=${DB_PASSWORD}",
    "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
    "https://kv.vault.azure.net/secrets/db/0123456789abcdef",
    "2024-11-04T10:00:00Z",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_speaks_of_secrets_stays(text: str) -> None:
    """Expressions, placeholders, references and sentences."""
    assert mask_secrets(text) == text
    assert not list(literal_secrets({"x": text}))


def test_a_secret_is_found_by_its_path() -> None:
    """By the name of what it stands in, beside or below; rights to secrets are none."""
    body = {
        "env": [{"name": "DB_PASSWORD", "value": "horse-1"}, {"name": "MODE", "value": "fast"}],
        "credentials": {"credentialsType": "AccountKey", "secrets": {"key": "horse-2"}},
        "passwords": ["horse-3"],
        "feeds": {"main": "https://svc:horse-4@feed.example.org"},
        "accessPolicies": [{"permissions": {"secrets": ["get", "list"], "keys": ["all"]}}],
        "password": "[parameters('password')]",
        "tokenLimit": 3,
    }
    found = {secret.path: secret.text for secret in literal_secrets(body)}
    assert found == {
        "env[0].value": "horse-1",
        "credentials.secrets.key": "horse-2",
        "passwords[0]": "horse-3",
        "feeds.main": "horse-4",
    }
    assert "horse" not in repr(list(literal_secrets(body)))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab:/@=;'\" \n[]{}?&-+*pwd", max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    """Any text is taken; what is masked stays masked."""
    once = mask_secrets(text)
    assert mask_secrets(once).count(MASK) >= once.count(MASK)


@pytest.mark.parametrize("piece", ["a b ", "://", "password ", "\n ", "a=", "A/+b", "https://a:", '"a": ', "eyJ"])
def test_long_texts_take_no_time(piece: str) -> None:
    """A long text of anything is looked through in a moment."""
    start = time.perf_counter()
    mask_secrets(piece * (50_000 // len(piece)))
    assert time.perf_counter() - start < 3
