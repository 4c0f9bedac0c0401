#include "app/tools/tool_arguments.h"

#include <QCommandLineParser>

namespace timecoin {

std::optional<ToolArguments> ToolArguments::parse(const QStringList& arguments,
                                                  const ArgumentNames& names) {
    QCommandLineParser parser;
    for (const QString& name : names.required + names.optional)
        parser.addOption({name, QString(), name});
    // QCommandLineParser skips a program's name.
    if (!parser.parse(QStringList{QStringLiteral("timecoin-tool")} + arguments))
        return std::nullopt;
    ToolArguments out;
    out.m_plain = parser.positionalArguments();
    if (out.m_plain.size() < names.leastPlain || out.m_plain.size() > names.mostPlain)
        return std::nullopt;
    for (const QString& name : names.required + names.optional)
        if (parser.isSet(name)) out.m_values.insert(name, parser.values(name));
    for (const QString& name : names.required)
        if (out.value(name).isEmpty()) return std::nullopt;
    return out;
}

QString ToolArguments::value(const QString& name) const {
    const QStringList all = values(name);
    return all.isEmpty() ? QString() : all.constLast();
}

std::optional<std::uint32_t> ToolArguments::number(const QString& name, std::uint32_t min,
                                                   std::uint32_t max,
                                                   std::optional<std::uint32_t> fallback) const {
    if (!m_values.contains(name)) return fallback;
    bool good = false;
    const std::uint32_t number = value(name).toUInt(&good);
    if (!good || number < min || number > max) return std::nullopt;
    return number;
}

}  // namespace timecoin
