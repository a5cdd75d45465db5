"""What S3 and boto3 say when something goes wrong, in the author's words."""

from generator.errors import SiteError
from generator.publish.built import BuiltFile
from generator.publish.target import changed_meanwhile, failure

ATTEMPTS = 6
"""How often each request is tried, with growing pauses."""

_AGAIN = "then publish again: what is there already is not sent twice."

_CODES = {
    "NoSuchBucket": "bucket",
    "InvalidBucketName": "bucket",
    "AccessDenied": "denied",
    "AllAccessDisabled": "denied",
    "Forbidden": "denied",
    "403": "denied",
    "ExpiredToken": "expired",
    "ExpiredTokenException": "expired",
    "TokenRefreshRequired": "expired",
    "RequestExpired": "expired",
    "InvalidAccessKeyId": "credentials",
    "InvalidToken": "credentials",
    "SignatureDoesNotMatch": "credentials",
    "UnauthorizedAccess": "credentials",
    "BadDigest": "changed",
    "InvalidDigest": "changed",
    "PermanentRedirect": "region",
    "AuthorizationHeaderMalformed": "region",
    "IllegalLocationConstraintException": "region",
}
_CLASSES = {
    "NoCredentialsError": "credentials",
    "PartialCredentialsError": "credentials",
    "ProfileNotFound": "credentials",
    "CredentialRetrievalError": "credentials",
    "NoAuthTokenError": "credentials",
    "SSOTokenLoadError": "expired",
    "UnauthorizedSSOTokenError": "expired",
    "TokenRetrievalError": "expired",
    "LoginRefreshRequired": "expired",
    "NoRegionError": "region",
    "ParamValidationError": "bucket",
    "InvalidRegionError": "region",
    "EndpointConnectionError": "network",
    "ConnectTimeoutError": "network",
    "ReadTimeoutError": "network",
    "ConnectionClosedError": "network",
    "ProxyConnectionError": "network",
    "SSLError": "network",
    "HTTPClientError": "network",
    "ResponseStreamingError": "network",
    "ConnectionError": "network",
    "InvalidEndpointConfigurationError": "network",
}


def told_by(error: Exception, title: str, bucket: str, file: BuiltFile | None) -> SiteError | None:
    """What went wrong, or None for a mistake of ours.

    Args:
        error: What was raised.
        title: What people call the target.
        bucket: The bucket's name.
        file: What was being sent, if anything.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    if isinstance(error, ClientError):
        details = error.response.get("Error", {})
        kind = _CODES.get(str(details.get("Code")), "refused")
        reason = f"{details.get('Code')}: {details.get('Message') or 'no reason given'}"
    elif isinstance(error, BotoCoreError):
        names = [cls.__name__ for cls in type(error).__mro__]
        kind = next((_CLASSES[name] for name in names if name in _CLASSES), "refused")
        reason = str(error)
    else:
        return None
    what = f"{file.name} cannot be sent to {title}" if file else f"{title} cannot be used"
    match kind:
        case "changed" if file:
            return changed_meanwhile(file)
        case "bucket":
            return failure(
                "publish-bucket",
                f"There is no bucket {bucket!r} for these credentials.",
                "Check `bucket`, `endpoint`, `region` and the profile; make the bucket if it is "
                "new.",
            )
        case "denied":
            return failure(
                "publish-denied",
                f"{what}: these credentials may not do that ({reason}).",
                "They need ListBucket on the bucket, and GetObject, PutObject and DeleteObject on "
                f"what is in it. Change that, {_AGAIN}",
            )
        case "expired":
            return failure(
                "publish-credentials-expired",
                f"{what}: your credentials have expired.",
                f"Log in again, {_AGAIN}",
            )
        case "credentials":
            return failure(
                "publish-credentials",
                f"{what}: there are no credentials that it accepts.",
                "Give them by the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) or by a "
                "profile in ~/.aws, named by AWS_PROFILE or `profile`.",
            )
        case "region":
            return failure(
                "publish-region",
                f"{what}: the bucket is in another region, or none is said.",
                "Write its region as `region` of the target.",
            )
        case "network":
            return failure(
                "publish-network",
                f"{what}: it does not answer, also after {ATTEMPTS} attempts.",
                f"Check the network and `endpoint`, {_AGAIN}",
            )
        case _:
            return failure(
                "publish-refused",
                f"{what}: {reason}.",
                f"Look that reason up in your provider's documentation, {_AGAIN}",
            )
