"""String flags that refuse values they do not know."""

FlagInfo = provider(
    doc = "The value of a flag.",
    fields = {"value": "str"},
)

def _string_flag_impl(ctx):
    value = ctx.build_setting_value
    if value not in ctx.attr.values:
        fail("{}: '{}' is none of {}".format(ctx.label, value, ", ".join(ctx.attr.values)))
    return [FlagInfo(value = value)]

string_flag = rule(
    implementation = _string_flag_impl,
    attrs = {"values": attr.string_list(mandatory = True)},
    build_setting = config.string(flag = True),
)
