"""The host on one site and Signpost on another, over HTTPS, in a browser that blocks third-party cookies."""
