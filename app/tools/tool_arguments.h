// The options of one command of timecoin-tool, read the same way for each: every option has a value,
// what is not asked for is refused, and a refusal is told by the command's usage.
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace timecoin {

/// What a command asks for, names without their dashes.
struct ArgumentNames {
    QStringList required;
    QStringList optional = {};
    /// How many arguments come without a name.
    qsizetype leastPlain = 0;
    qsizetype mostPlain = 0;
};

class ToolArguments {
public:
    /// nullopt: one is missing, empty, too many, or unknown.
    static std::optional<ToolArguments> parse(const QStringList& arguments,
                                              const ArgumentNames& names);

    /// The last one given; empty: none.
    QString value(const QString& name) const;
    QStringList values(const QString& name) const { return m_values.value(name); }
    /// Without a name, in their order.
    const QStringList& plain() const { return m_plain; }
    /// `fallback` when it is not given; nullopt: no number, or out of bounds.
    std::optional<std::uint32_t> number(const QString& name, std::uint32_t min, std::uint32_t max,
                                        std::optional<std::uint32_t> fallback = {}) const;

private:
    QMap<QString, QStringList> m_values;
    QStringList m_plain;
};

}  // namespace timecoin
