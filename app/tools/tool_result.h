// What a command of timecoin-tool ends with. Commands print nothing themselves.
#pragma once

#include "app/texts/file_text.h"

#include <QString>

namespace timecoin {

struct ToolResult {
    static constexpr int kOk = 0;
    static constexpr int kFailed = 1;
    static constexpr int kUsage = 2;

    int exitCode = kOk;
    QString out;
    QString err;

    static ToolResult ok(QString out) { return {kOk, std::move(out), {}}; }
    static ToolResult failed(const FileError& error) {
        return {kFailed, {}, describe(error) + QLatin1Char('\n')};
    }
    static ToolResult failed(const QString& why) { return {kFailed, {}, why + QLatin1Char('\n')}; }
    static ToolResult usage(const QString& text) { return {kUsage, {}, text + QLatin1Char('\n')}; }
};

}  // namespace timecoin
