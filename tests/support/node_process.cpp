#include "tests/support/node_process.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <sys/types.h>

namespace timecoin {

NodeProcess::NodeProcess(QString name, QStringList arguments, QString temporaryFolder)
    : m_name(std::move(name)),
      m_arguments(std::move(arguments)),
      m_temporaryFolder(std::move(temporaryFolder)) {}

NodeProcess::~NodeProcess() {
    if (!isRunning()) return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(10'000);
}

QString NodeProcess::program() {
    return qEnvironmentVariable("TIMECOIN_BIN_DIR") + QStringLiteral("/timecoind");
}

QProcessEnvironment NodeProcess::environmentWith(const QString& temporaryFolder) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), temporaryFolder);
    return environment;
}

void NodeProcess::start() {
    m_process = std::make_unique<QProcess>();
    QProcessEnvironment environment = environmentWith(m_temporaryFolder);
    for (auto at = m_environment.cbegin(); at != m_environment.cend(); ++at)
        environment.insert(at.key(), at.value());
    m_process->setProcessEnvironment(environment);
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &NodeProcess::onOutput);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, [this] {
        m_errors += m_process->readAllStandardError();
        constexpr qsizetype kKept = 6'000;
        if (m_errors.size() > 2 * kKept) m_errors = m_errors.right(kKept);
    });
    m_partial.clear();
    m_process->start(program(), m_arguments + QStringList{QStringLiteral("--control")});
}

bool NodeProcess::isRunning() const {
    return m_process && m_process->state() != QProcess::NotRunning;
}

void NodeProcess::onOutput() {
    m_partial += m_process->readAllStandardOutput();
    for (qsizetype end = m_partial.indexOf('\n'); end >= 0; end = m_partial.indexOf('\n')) {
        const auto document = QJsonDocument::fromJson(m_partial.left(end));
        if (document.isObject()) m_lines.push_back(document.object());
        m_partial.remove(0, end + 1);
    }
}

bool NodeProcess::wasKilled() const {
    return m_process && !isRunning() && m_process->exitStatus() == QProcess::CrashExit;
}

void NodeProcess::kill9() {
    signal(SIGKILL);
    waitForEnd(10'000);
}

void NodeProcess::signal(int number) {
    if (isRunning() && m_process->processId() > 0)
        ::kill(static_cast<pid_t>(m_process->processId()), number);
}

bool NodeProcess::waitForEnd(int timeoutMs) {
    return QTest::qWaitFor([this] { return !isRunning(); }, timeoutMs);
}

std::optional<int> NodeProcess::waitForExit(int timeoutMs) {
    if (!waitForEnd(timeoutMs) || !m_process || m_process->exitStatus() != QProcess::NormalExit)
        return std::nullopt;
    return m_process->exitCode();
}

void NodeProcess::send(const QString& command) {
    if (isRunning()) m_process->write(command.toUtf8() + '\n');
}

QJsonObject NodeProcess::ask(const QString& command, int timeoutMs) {
    const std::size_t from = mark();
    const QString word = command.section(QLatin1Char(' '), 0, 0);
    const Match isReply = [&word](const QJsonObject& line) {
        return line[QStringLiteral("reply")].toString() == word;
    };
    send(command);
    if (!waitFor(isReply, timeoutMs, from)) return {};
    return *std::find_if(m_lines.begin() + static_cast<std::ptrdiff_t>(from), m_lines.end(),
                         isReply);
}

bool NodeProcess::has(const Match& match, std::size_t from) const {
    return from < m_lines.size() &&
           std::any_of(m_lines.begin() + static_cast<std::ptrdiff_t>(from), m_lines.end(), match);
}

bool NodeProcess::waitFor(const Match& match, int timeoutMs, std::size_t from) {
    std::size_t seen = from;
    return QTest::qWaitFor(
        [&] {
            const bool found = has(match, seen);
            seen = std::max(seen, m_lines.size());
            return found;
        },
        timeoutMs);
}

QString NodeProcess::story() const {
    QStringList shown;
    constexpr qsizetype kShown = 60;
    for (auto at = m_lines.rbegin(); at != m_lines.rend() && shown.size() < kShown; ++at)
        if ((*at)[QStringLiteral("reply")].toString() != QStringLiteral("where"))
            shown.prepend(QString::fromUtf8(QJsonDocument(*at).toJson(QJsonDocument::Compact)));
    return m_name + QStringLiteral(", newest lines:\n") + shown.join(QLatin1Char('\n')) +
           QLatin1Char('\n') + QString::fromUtf8(m_errors);
}

NodeProcess::Match isEvent(const QString& name, const QString& txid) {
    return [name, txid](const QJsonObject& line) {
        return line[QStringLiteral("event")].toString() == name &&
               (txid.isEmpty() || line[QStringLiteral("txid")].toString() == txid);
    };
}

}  // namespace timecoin
