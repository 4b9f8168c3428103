"""What each platform asks for, written down from its own documents, beside what an installation must answer."""

from typing import Any

BASE = "https://signpost.example:8443"
LOGIN, LAUNCH, JWKS = f"{BASE}/lti/login", f"{BASE}/lti/launch", f"{BASE}/.well-known/jwks.json"
DOMAIN = "signpost.example:8443"
AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
NOTICES = "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"
ABOUT = "A guided activity for staff."

FIELDS: dict[str, list[tuple[str, str]]] = {
    "moodle": [
        ("Tool name", "Signpost"),
        ("Tool URL", LAUNCH),
        ("LTI version", "LTI 1.3"),
        ("Public key type", "Keyset URL"),
        ("Public keyset", JWKS),
        ("Initiate login URL", LOGIN),
        ("Redirection URI(s)", LAUNCH),
        ("Custom parameters", ""),
        ("Tool configuration usage", "Show as preconfigured tool"),
        ("Default launch container", "New window"),
        ("Supports Deep Linking", "Yes"),
        ("Content Selection URL", LAUNCH),
        ("IMS LTI Assignment and Grade Services", "Use this service for grade sync and column management"),
        ("IMS LTI Names and Role Provisioning", "Do not use this service"),
        ("Tool Settings", "Do not use this service"),
        ("Share launcher's name with tool", "Never"),
        ("Share launcher's email with tool", "Never"),
        ("Accept grades from the tool", "Delegate to teacher"),
        ("Force SSL", "Yes"),
    ],
    "brightspace": [
        ("Name", "Signpost"),
        ("Description", ABOUT),
        ("Domain", DOMAIN),
        ("Redirect URLs", LAUNCH),
        ("OpenID Connect Login URL", LOGIN),
        ("Target Link URI", LAUNCH),
        ("Keyset URL", JWKS),
        ("Extensions", "Assignment and Grade Services, Deep Linking, Platform Notification Service"),
        ("Send Institution Role", "Off"),
        ("Security settings", "No name, no e-mail, not Anonymous"),
        (
            "Extensions of the deployment",
            "Assignment and Grade Services, Deep Linking, Platform Notification Service, Context Copy Notice",
        ),
    ],
    "blackboard": [
        ("Application name", "Signpost"),
        ("Description", ABOUT),
        ("Domain(s)", DOMAIN),
        ("Login Initiation URL", LOGIN),
        ("Tool Redirect URL(s)", LAUNCH),
        ("Tool JWKS URL", JWKS),
        ("Signing Algorithm", "RS256"),
        ("Custom parameters", ""),
        ("Tool status", "Approved"),
        ("User fields to send", "Role in course"),
        ("Allow grade service access", "Yes"),
        ("Allow membership service access", "No"),
        ("Placement: target link URI", LAUNCH),
        ("Placement: availability", "Instructors only"),
        ("Deep linking placement: type", "Deep Linking content tool"),
        ("Deep linking placement: target link URI", LAUNCH),
    ],
    "schoology": [
        ("App Name", "Signpost"),
        ("Description", ABOUT),
        ("Type of App", "LTI 1.3"),
        ("Privacy", "Send neither name nor e-mail"),
        ("Configuration type", "Manual"),
        ("JWKS URL", JWKS),
        ("Domain/URL", LAUNCH),
        ("OIDC Login Init URL", LOGIN),
        ("Redirect URLs", LAUNCH),
        ("Assignment and Grade Services", "On"),
        ("Deep Linking", "On"),
        ("Names and Role Provisioning Services", "Off"),
    ],
    "sakai": [
        ("Tool Title", "Signpost"),
        ("Launch URL", LAUNCH),
        ("Send names to external tool", "No"),
        ("Send email addresses to external tool", "No"),
        ("Allow external tool to return outcomes", "Yes"),
        ("Allow external tool to manage line items", "Yes"),
        ("Provide roster to external tool", "No"),
        ("LTI 1.3 Tool Keyset URL", JWKS),
        ("LTI 1.3 Tool OpenID Connect/Initialization Endpoint", LOGIN),
        ("LTI 1.3 Tool Redirect Endpoint", LAUNCH),
    ],
    "openedx": [
        ("Advanced Module List", '["lti_consumer"]'),
        ("LTI Version", "LTI 1.3"),
        ("Tool Launch URL", LAUNCH),
        ("Registered Redirect URIs", f'["{LAUNCH}"]'),
        ("Tool Initiate Login URL", LOGIN),
        ("Tool Public Key Mode", "Keyset URL"),
        ("Tool Keyset URL", JWKS),
        ("Enable LTI NRPS", "False"),
        ("Deep linking", "True"),
        ("Deep Linking Launch URL", LAUNCH),
        ("LTI Assignment and Grades Service", "Allow tools to manage and submit grades (programmatic)"),
        ("Custom Parameters", "[]"),
        ("LTI Launch Target", "New Window"),
        ("Request user's username", "False"),
        ("Request user's email", "False"),
        ("Accept grades past deadline", "True"),
    ],
    "generic": [
        ("Name", "Signpost"),
        ("Description", ABOUT),
        ("Login initiation URL", LOGIN),
        ("Redirect URI", LAUNCH),
        ("Target link URI", LAUNCH),
        ("Public key set URL", JWKS),
        ("Domain", DOMAIN),
        ("Icon URL", f"{BASE}/static/icon.svg"),
        ("Names", "No"),
        ("E-mail addresses", "No"),
        ("Scopes", f"{AGS}lineitem {AGS}score {AGS}result.readonly"),
        ("Names and roles (NRPS)", "No"),
        ("Deep linking", "Yes"),
        ("Deep linking URL", LAUNCH),
        ("Opens in", "New window"),
    ],
}

CANVAS: dict[str, Any] = {
    "title": "Signpost",
    "description": ABOUT,
    "oidc_initiation_url": LOGIN,
    "target_link_uri": LAUNCH,
    "scopes": [f"{AGS}lineitem", f"{AGS}score", f"{AGS}result.readonly", NOTICES],
    "extensions": [
        {
            "domain": DOMAIN,
            "tool_id": "signpost",
            "platform": "canvas.instructure.com",
            "privacy_level": "anonymous",
            "settings": {
                "text": "Signpost",
                "icon_url": f"{BASE}/static/icon.svg",
                "placements": [
                    {
                        "placement": "course_navigation",
                        "message_type": "LtiResourceLinkRequest",
                        "target_link_uri": LAUNCH,
                        "text": "Signpost",
                        "default": "disabled",
                        "visibility": "admins",
                        "windowTarget": "_blank",
                    },
                    *(
                        {
                            "placement": placement,
                            "message_type": "LtiDeepLinkingRequest",
                            "target_link_uri": LAUNCH,
                            "text": "Signpost",
                            "selection_width": 800,
                            "selection_height": 600,
                        }
                        for placement in ("link_selection", "assignment_selection")
                    ),
                ],
            },
        }
    ],
    "public_jwk_url": JWKS,
}
