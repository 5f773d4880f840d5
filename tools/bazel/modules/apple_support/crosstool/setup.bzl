"""The extension that Bazel's module file uses; here it makes no repository."""

def _apple_cc_configure_impl(_module_ctx):
    pass

apple_cc_configure_extension = module_extension(implementation = _apple_cc_configure_impl)
