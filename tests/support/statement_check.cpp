// The judge of statement logs. It shares no code with the signer it judges.
#include "tests/support/process_net.h"

#include <QFile>
#include <QHash>
#include <QSet>

#include <map>

namespace timecoin {
namespace {

struct Line {
    QString text;
    QString kind;
    quint64 height = 0;
    quint64 view = 0;
    quint64 sequence = 0;
    QString digest;
    QString subject;
};

std::optional<Line> parsed(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(' '));
    if (parts.size() < 8) return std::nullopt;
    return Line{text,
                parts[0],
                parts[2].toULongLong(),
                parts[3].toULongLong(),
                parts[5].toULongLong(),
                parts[6],
                parts.mid(7).join(QLatin1Char(' '))};
}

/// What may be said once only, and what was said then.
class Once {
public:
    /// The earlier line, when it said something else.
    std::optional<QString> say(const QString& about, const QString& what, const QString& line) {
        const auto at = m_said.constFind(about);
        if (at == m_said.constEnd()) {
            m_said.insert(about, {what, line});
            return std::nullopt;
        }
        if (at->first == what) return std::nullopt;
        return at->second;
    }

private:
    QHash<QString, QPair<QString, QString>> m_said;
};

/// All that was ever said, in the order of its signing: one turn may send it in another order.
std::optional<QString> readSaid(const QString& path, std::map<quint64, Line>& said) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return QStringLiteral("no log: ") + path;
    while (!file.atEnd()) {
        QByteArray raw = file.readLine();
        if (!raw.endsWith('\n')) break;  // torn by a kill: it did not leave either
        raw.chop(1);
        const auto line = parsed(QString::fromUtf8(raw));
        if (!line) return QStringLiteral("not a line: ") + QString::fromUtf8(raw);
        const auto& old = said.try_emplace(line->sequence, *line).first->second;
        if (old.digest != line->digest) return old.text + QLatin1Char('\n') + line->text;
    }
    return std::nullopt;
}

}  // namespace

QString contradictionIn(const QString& statementLogPath) {
    std::map<quint64, Line> said;
    if (const auto bad = readSaid(statementLogPath, said)) return *bad;
    Once byRound;
    Once byWindow;
    std::map<quint64, Line> highestAsked;  // the VIEW-CHANGE of the highest view, by height
    const auto both = [](const QString& first, const QString& second) {
        return first + QLatin1Char('\n') + second;
    };
    for (const auto& [sequence, line] : said) {
        const auto asked = highestAsked.find(line.height);
        if (line.kind == QStringLiteral("READY")) continue;
        if (line.kind == QStringLiteral("TX-VOTE") || line.kind == QStringLiteral("TX-ACK")) {
            if (asked != highestAsked.end()) return both(asked->second.text, line.text);
            continue;
        }
        // One statement of a kind in a round, byte for byte; all of a round about one block; the
        // same C in every VIEW-CHANGE of a height.
        const QString height = QString::number(line.height);
        const QString round = height + u'/' + QString::number(line.view);
        if (const auto old = byRound.say(line.kind + u'/' + round, line.digest, line.text))
            return both(*old, line.text);
        if (asked != highestAsked.end() && line.view < asked->second.view)
            return both(asked->second.text, line.text);
        if (line.kind != QStringLiteral("VIEW-CHANGE")) {
            if (const auto old = byRound.say(round, line.subject, line.text))
                return both(*old, line.text);
            continue;
        }
        const QString list = line.subject.section(QLatin1Char(' '), 1, 1);
        if (const auto old = byWindow.say(height, list, line.text)) return both(*old, line.text);
        highestAsked[line.height] = line;
    }
    return {};
}

QHash<qint64, QSet<QString>> votesIn(const QString& statementLogPath) {
    QHash<qint64, QSet<QString>> out;
    QFile file(statementLogPath);
    if (!file.open(QIODevice::ReadOnly)) return out;
    while (!file.atEnd()) {
        const auto line = parsed(QString::fromUtf8(file.readLine()).trimmed());
        if (!line || line->kind != QStringLiteral("TX-VOTE")) continue;
        for (const QString& id : line->subject.split(QLatin1Char(',')))
            out[static_cast<qint64>(line->height)].insert(id);
    }
    return out;
}

}  // namespace timecoin
