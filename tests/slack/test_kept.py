"""The sender's connections: kept while they are good, never at the price of doubt about a message."""

import os
import resource
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from http.client import HTTPConnection, IncompleteRead, RemoteDisconnected
from ipaddress import ip_address
from pathlib import Path
from urllib.error import URLError

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from slack_sdk.errors import SlackApiError

from bot.clock import system_time
from bot.slack.clients import Clients
from bot.slack.kept import REST_S, Connections, KeptClient
from sandbox import Sandbox
from sandbox import Workspace as Slack
from tests.conftest import MONDAY

OK = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}'
Serve = Callable[[socket.socket], None]


def asked(connection: socket.socket) -> bytes:
    """One whole request without a body of note, as the SDK sends it."""
    said = b""
    while b"\r\n\r\n" not in said:
        more = connection.recv(65_536)
        assert more, "nothing was asked"
        said += more
    return said


def answer(connection: socket.socket) -> None:
    asked(connection)
    connection.sendall(OK)


@contextmanager
def serving(*serve: Serve, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that deals with its connections one after the other, each by the next of these."""
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        listener.settimeout(10)

        def run() -> None:
            for one in serve:
                connection, _ = listener.accept()
                with tls.wrap_socket(connection, server_side=True) if tls else connection as connected:
                    connected.settimeout(10)
                    one(connected)

        done = pool.submit(run)
        scheme = "https" if tls else "http"
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/api/"
        done.result(timeout=10)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts to which connections are opened by http.client, for whom ever."""
    hosts: list[str] = []
    connect = HTTPConnection.connect

    def counted(connection: HTTPConnection) -> None:
        hosts.append(connection.host)
        connect(connection)

    monkeypatch.setattr(HTTPConnection, "connect", counted)
    return hosts


def client(connections: Connections, url: str, timeout: float = 10) -> KeptClient:
    return KeptClient(connections, token="xoxb-1", base_url=url, timeout=timeout, retry_handlers=[])


def test_each_thread_of_the_sender_keeps_one_connection(opened: list[str]) -> None:
    """This is the test that notices when the SDK opens its connections elsewhere."""
    with Sandbox(now=MONDAY) as sandbox:
        clients = Clients(sandbox.api_url)

        def ask_thrice(_: int) -> None:
            for _ in range(3):
                assert clients.for_sender(sandbox.bot_token).auth_test()["ok"]

        opened.clear()
        ask_thrice(0)
        assert len(opened) == 1
        with ThreadPoolExecutor(1) as pool:
            pool.submit(ask_thrice, 0).result()
        assert len(opened) == 2


def test_what_slack_refuses_is_as_the_sdk_says_it_and_the_connection_goes_on(opened: list[str]) -> None:
    with Sandbox(now=MONDAY) as sandbox:
        slack, asking = Slack(sandbox.url), client(Connections(), sandbox.api_url)
        asking.token = sandbox.bot_token
        slack.faults.add("429", method="auth.test", times=1, retry_after=7)
        slack.faults.add("503", method="auth.test", times=1)
        slack.faults.add("internal_error", method="auth.test", times=1)
        opened.clear()
        seen: list[tuple[int, object]] = []
        for _ in range(3):
            with pytest.raises(SlackApiError) as refused:
                asking.auth_test()
            response = refused.value.response
            seen.append((response.status_code, response.headers.get("Retry-After")))
        assert asking.auth_test()["ok"]
        assert seen == [(429, "7"), (503, None), (200, None)] and len(opened) == 1
        slack.close()


@pytest.mark.parametrize(("fault", "raised"), [("drop_after", RemoteDisconnected), ("truncate", IncompleteRead)])
def test_a_connection_that_broke_is_not_used_again(opened: list[str], fault: str, raised: type[Exception]) -> None:
    with Sandbox(now=MONDAY) as sandbox:
        slack, asking = Slack(sandbox.url), client(Connections(), sandbox.api_url)
        asking.token = sandbox.bot_token
        slack.faults.add(fault, method="auth.test", times=1)
        opened.clear()
        with pytest.raises(raised):
            asking.auth_test()
        assert asking.auth_test()["ok"] and len(opened) == 2
        slack.close()


def test_what_the_other_side_has_closed_meanwhile_leaves_no_doubt() -> None:
    """A message written to it would be in doubt, though it surely didn't arrive."""
    closed = threading.Event()

    def answer_and_close(connection: socket.socket) -> None:
        answer(connection)
        connection.close()
        closed.set()

    with serving(answer_and_close, answer) as url:
        asking = client(Connections(), url)
        assert asking.auth_test()["ok"]
        assert closed.wait(10)
        assert asking.auth_test()["ok"]


def test_what_has_rested_too_long_is_not_relied_upon(opened: list[str]) -> None:
    now = 100.0
    with Sandbox(now=MONDAY) as sandbox:
        asking = client(Connections(lambda: now), sandbox.api_url)
        asking.token = sandbox.bot_token
        opened.clear()
        for rest in (0, REST_S, REST_S + 0.1):
            now += rest
            asking.auth_test()
    assert len(opened) == 2


def test_each_call_waits_as_long_as_its_own_client_says_and_no_other_gets_its_answer() -> None:
    def answer_once(connection: socket.socket) -> None:
        answer(connection)
        asked(connection)
        assert connection.recv(1) == b""  # it is closed by who waits no longer

    with serving(answer_once, answer) as url:
        connections = Connections()
        client(connections, url, timeout=5).auth_test()
        with pytest.raises(TimeoutError):
            client(connections, url, timeout=0.1).auth_test()
        assert client(connections, url, timeout=5).auth_test()["ok"]


def test_it_is_kept_also_where_very_many_files_are_open(opened: list[str]) -> None:
    """As where many requests come in at once: select() can't look at files from number 1,024 on."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4_096, limits[1]), limits[1]))
    try:
        with ExitStack() as files, Sandbox(now=MONDAY) as sandbox:
            for _ in range(1_100):
                files.enter_context(Path(os.devnull).open())
            asking = client(Connections(), sandbox.api_url)
            asking.token = sandbox.bot_token
            opened.clear()
            assert asking.auth_test()["ok"] and asking.auth_test()["ok"] and len(opened) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def test_where_nothing_could_be_sent_it_is_said_as_urllib_says_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(URLError) as failure:
        client(Connections(), f"http://127.0.0.1:{port}/api/").auth_test()
    assert isinstance(failure.value.reason, ConnectionRefusedError)


def test_a_proxy_is_asked_as_the_sdk_does() -> None:
    lines: list[bytes] = []

    def as_proxy(connection: socket.socket) -> None:
        lines.append(asked(connection).split(b"\r\n")[0])
        connection.sendall(OK)

    with serving(as_proxy) as proxy:
        asking = client(Connections(), "http://slack.test/api/")
        asking.proxy = proxy.removesuffix("/api/")
        assert asking.auth_test()["ok"]
    assert lines == [b"POST http://slack.test/api/auth.test HTTP/1.1"]


def test_over_tls_it_is_kept_too_and_a_stranger_is_not_spoken_to(
    opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = own_certificate(tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)

    def answer_twice(connection: socket.socket) -> None:
        answer(connection)
        answer(connection)

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(answer_twice, tls=server) as url:
        asking = client(Connections(), url)
        assert asking.auth_test()["ok"] and asking.auth_test()["ok"]
    assert len(opened) == 1

    monkeypatch.delenv("SSL_CERT_FILE")
    with stranger(server) as url, pytest.raises(URLError) as refused:
        client(Connections(), url).auth_test()
    assert isinstance(refused.value.reason, ssl.SSLCertVerificationError)


@contextmanager
def stranger(tls: ssl.SSLContext) -> Iterator[str]:
    """A server whose certificate nobody vouches for: it is left during its greeting."""
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:

        def greet() -> None:
            connection, _ = listener.accept()
            with connection, pytest.raises(ssl.SSLError):
                tls.wrap_socket(connection, server_side=True).close()

        greeted = pool.submit(greet)
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/api/"
        greeted.result(timeout=10)


def own_certificate(folder: Path) -> Path:
    """A file with a key and a certificate for 127.0.0.1, which it vouches for itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = system_time()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    own = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(own + made.public_bytes(serialization.Encoding.PEM))
    return file
