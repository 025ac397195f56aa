"""The sandbox's own API: `POST /sandbox/VERB` with a JSON object, for the client and the browser. Loopback only."""
