"""What the actions of a build took: action_seconds.py EVENTS TITLE, where EVENTS is Bazel's --build_event_json_file."""

import json
import sys


def seconds(events):
    """User and system time of all actions, from the event "buildMetrics" (Bazel's build_event_stream.proto)."""
    for line in events:
        metrics = json.loads(line).get("buildMetrics")
        if metrics:
            actions = metrics["actionSummary"].get("actionData", [])
            return sum(float(action.get(kind, "0s").rstrip("s")) for action in actions for kind in ("userTime", "systemTime"))
    sys.exit("error: the build has no metrics of its actions")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as events:
        print(f"{sys.argv[2]:<30} {seconds(events):6.1f} CPU s")
