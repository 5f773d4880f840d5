// A fuzz target (tests/fuzz): the texts that installers write into a virtual
// environment: RECORD, pyvenv.cfg, *.pth, scripts.

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "source/pth_file.h"
#include "source/pyvenv_cfg.h"
#include "source/record.h"
#include "source/relocation.h"
#include "testing/fuzz.h"

namespace {

void CheckRecord(std::string_view text) {
  for (const pyvenv::RecordRow& row : pyvenv::ReadRecord(text)) {
    const std::vector<pyvenv::RecordRow> again =
        pyvenv::ReadRecord(pyvenv::RowOfContent(row, "content"));
    if (again.size() != 1 || again[0].path != row.path) std::abort();
    if (!again[0].hash.starts_with("sha256=")) std::abort();
  }
}

void CheckCfg(std::string_view text) {
  std::string last;
  const std::string same =
      pyvenv::WithCfgValues(text, [&](std::string_view key, std::string_view value) {
        if (key == "home") last = value;
        return std::string(value);
      });
  if (same != text || pyvenv::CfgValue(text, "home") != last) std::abort();
}

void CheckRelocation(std::string_view text) {
  const pyvenv::Relocation relocation({"/old/venv", "/old"}, "/opt/app");
  (void)relocation.Script(text);
  (void)relocation.ActivateScript(text);
  try {
    pyvenv::RelocatedPth("lib/python3.11/site-packages/x.pth", "lib/python3.11/site-packages", text,
                         relocation);
  } catch (const pyvenv::Error&) {  // the input's fault
  }
}

}  // namespace

FUZZ(DistInfo, "dist_info", text) {
  CheckRecord(text);
  CheckCfg(text);
  CheckRelocation(text);
}
