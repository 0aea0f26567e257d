"""A server that is told to stop answers requests in progress and accepts no new ones."""

import ssl

import pytest

from tests.office import needs
from tests.patience import STEP_SECONDS, until
from tests.running import raw
from tests.running.servers.proxy import proxied
from tests.running.servers.sockets import listens

WAITS = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def test_a_slow_request_is_answered_in_full_and_new_ones_are_refused(serving, owner, app_connect) -> None:
    watching = app_connect(autocommit=True)
    site = serving()
    headers, form = raw.sign_in_form(site.port, "nobody", "nothing")
    lines = [f"{name}: {value}" for name, value in headers.items()]
    with raw.connect(site.port) as waiting:
        with owner.transaction():
            owner.execute("LOCK TABLE missions_user IN ACCESS EXCLUSIVE MODE")
            request = raw.head("POST", "/accounts/login/", *lines, f"Content-Length: {len(form)}")
            waiting.sendall(request + form)
            until(lambda: watching.execute(WAITS).fetchone())
            site.process.terminate()
            until(lambda: not listens(site.port))
            with pytest.raises(ConnectionRefusedError):
                raw.connect(site.port)
            # Longer than a server without that waiting takes to end.
            waiting.settimeout(4)
            with pytest.raises(TimeoutError):
                waiting.recv(1)
            assert site.process.poll() is None
        waiting.settimeout(STEP_SECONDS)
        answer = raw.answer(waiting)
    assert raw.status(answer) == 200
    assert answer.rstrip().endswith(b"</html>")
    assert site.process.wait(STEP_SECONDS) == 0


@needs("nginx", "openssl")
def test_a_body_kept_open_behind_the_proxy_does_not_delay_the_stop(serving) -> None:
    # Without the proxy, the process would wait for it and finally cut it off.
    site = serving(BODY_SECONDS="600")
    with proxied([site.port]) as proxy:
        trusted = ssl.create_default_context(cafile=str(proxy.certificate))
        with trusted.wrap_socket(raw.connect(proxy.https), server_hostname="localhost") as sending:
            sending.sendall(raw.head("POST", "/accounts/login/", "Content-Length: 1000") + b"login=")
            site.process.terminate()
            assert site.process.wait(STEP_SECONDS) == 0
            # Its sender still gets an answer.
            sending.settimeout(1)
            with pytest.raises(TimeoutError):
                sending.recv(1)
