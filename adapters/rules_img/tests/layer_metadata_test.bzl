"""Descriptors as rules_img wants them."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//private:layer_metadata.bzl", "compression_of", "media_type_of", "metadata_substitutions")

_PLAIN = '{"mediaType": "M", "digest": "sha256:ab", "size": 12, "diffID": "sha256:cd"}\n'
_COMPRESSED = '{"mediaType": "M", "digest": "sha256:ab", "size": 12, "diffID": "sha256:cd", "encoder": "zstd 1.5.7"}\n'

def _metadata(descriptor, label, compression):
    """As Bazel expands a template: one substitution after the other."""
    for key, value in metadata_substitutions(label, compression).items():
        descriptor = descriptor.replace(key, value)
    return json.decode(descriptor)

def _metadata_test_impl(ctx):
    env = unittest.begin(ctx)
    for label, text in {
        Label("//some/where:app_tar"): "some/where:app_tar",
        Label('//:odd "}, "encoder" "diffID"'): ':odd "}, "encoder" "diffID"',
    }.items():
        expected = {"diff_id": "sha256:cd", "digest": "sha256:ab", "mediaType": "M", "size": 12}
        created_by = "bazel build //" + text
        asserts.equals(env, expected | {"history": [{"created_by": created_by}]}, _metadata(_PLAIN, label, "none"))
        asserts.equals(
            env,
            expected | {"history": [{"comment": "zstd 1.5.7", "created_by": created_by}]},
            _metadata(_COMPRESSED, label, "zstd"),
        )
    return unittest.end(env)

def _media_type_test_impl(ctx):
    env = unittest.begin(ctx)
    layer = "application/vnd.oci.image.layer.v1.tar"
    for name, compression, media_type in [
        ("app.main.tar", "none", layer),
        ("app.a.tar.gz.tar.gz", "gzip", layer + "+gzip"),
        ("app.main.tar.zst", "zstd", layer + "+zstd"),
    ]:
        asserts.equals(env, compression, compression_of(name))
        asserts.equals(env, media_type, media_type_of(name))
    return unittest.end(env)

_metadata_test = unittest.make(_metadata_test_impl)
_media_type_test = unittest.make(_media_type_test_impl)

def layer_metadata_test_suite(name):
    """Declares the tests.

    Args:
        name: of the test suite.
    """
    unittest.suite(name, _metadata_test, _media_type_test)
