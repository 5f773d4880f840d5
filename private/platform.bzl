"""The transition of `tar_runfiles` to its `platform`."""

_PLATFORMS = "//command_line_option:platforms"

def _platform_transition_impl(settings, attr):
    return {_PLATFORMS: str(attr.platform) if attr.platform else settings[_PLATFORMS]}

platform_transition = transition(
    implementation = _platform_transition_impl,
    inputs = [_PLATFORMS],
    outputs = [_PLATFORMS],
)

PLATFORM_ATTRS = {
    "platform": attr.label(
        doc = "Platform to build the binary for, such as `//platforms:linux_arm64`; default: the one of the build.",
        providers = [platform_common.PlatformInfo],
    ),
    # What Bazel 7 wants of a rule with a transition.
    "_allowlist_function_transition": attr.label(default = "@bazel_tools//tools/allowlists/function_transition_allowlist"),
}
