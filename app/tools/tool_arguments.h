// What the commands of timecoin-tool have in common when they read their options.
#pragma once

#include <QCommandLineParser>

#include <cstdint>
#include <optional>

namespace timecoin {

/// nullopt: not given, no number, or out of bounds.
inline std::optional<std::uint32_t> numberOf(const QCommandLineParser& parser, const QString& name,
                                             std::uint32_t min, std::uint32_t max) {
    bool good = false;
    const std::uint32_t value = parser.value(name).toUInt(&good);
    if (!good || value < min || value > max) return std::nullopt;
    return value;
}

}  // namespace timecoin
