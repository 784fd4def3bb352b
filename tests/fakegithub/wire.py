"""The wire between a caller and the fake: `responses`, with the retries of a real connection.

`responses` retries by status as urllib3 does, but neither waits nor retries a broken connection.
Here both happen: waits move the fake's clock and are noted, and a cut connection is retried where
urllib3 would (https://urllib3.readthedocs.io/en/stable/reference/urllib3.util.html#urllib3.util.Retry).
"""

import re
from unittest import mock

import requests
import responses
import urllib3


class Cut(requests.ConnectionError):
    """The connection broke, before or after the request was served."""


class Wire(responses.RequestsMock):
    """What stands where the network was."""

    def __init__(self, fake):
        super().__init__(assert_all_requests_are_fired=False, response_callback=self._remember)
        self.fake = fake
        for verb in ("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"):
            self.add_callback(verb, re.compile(".*"), self._serve)

        # Nothing stands in front of the fake, and to look for a proxy takes as long as an answer.
        self._without_proxies = mock.patch.object(
            requests.sessions, "get_environ_proxies", return_value={}
        )

    def start(self):
        super().start()
        self._without_proxies.start()

    def stop(self, allow_assert=True):
        self._without_proxies.stop()
        super().stop(allow_assert=allow_assert)

    def _serve(self, request):
        body = request.body.encode() if isinstance(request.body, str) else request.body
        return self.fake.handle(request.method, request.url, dict(request.headers), body)

    @staticmethod
    def _remember(response):
        response.request.answered_last = response.raw
        return response

    def _on_request(self, adapter, request, *, retries=None, **kwargs):
        last = getattr(request, "answered_last", None)
        if retries is not None:
            self._wait(retries, last)
        retries = retries or adapter.max_retries
        try:
            response = super()._on_request(adapter, request, retries=retries, **kwargs)
        except Cut as cut:
            error = urllib3.exceptions.ProtocolError("Connection aborted.", cut)
            try:
                retries = retries.increment(request.method, request.url, error=error)
            except (urllib3.exceptions.MaxRetryError, urllib3.exceptions.ProtocolError) as end:
                raise requests.ConnectionError(end, request=request) from None
            request.answered_last = None
            return self._on_request(adapter, request, retries=retries, **kwargs)
        return response

    def _wait(self, retries, last) -> None:
        asked = retries.get_retry_after(last) if last is not None else None
        self.fake.sleep(asked or retries.get_backoff_time())
