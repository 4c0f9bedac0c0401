// timecoind as a real process under --control, for the system tests: its lines are kept, waited for
// with deadlines, and searched. Over restarts it stays the same object with the same data directory.
// Thread: main.
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QProcess>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace timecoin {

class NodeProcess : public QObject {
    Q_OBJECT
public:
    using Match = std::function<bool(const QJsonObject&)>;

    /// `arguments` besides --control.
    NodeProcess(QString name, QStringList arguments, QString temporaryFolder);
    ~NodeProcess() override;

    /// The program under test: <build>/bin/timecoind.
    static QString program();
    /// Its environment, with a temporary folder of its own.
    static QProcessEnvironment environmentWith(const QString& temporaryFolder);

    void start();
    /// For the next starts.
    void setEnvironment(const QString& name, const QString& value) { m_environment[name] = value; }
    void clearEnvironment() { m_environment.clear(); }
    bool isRunning() const;
    /// It ended by a signal, whoever sent it.
    bool wasKilled() const;
    const QString& name() const { return m_name; }

    void kill9();
    /// SIGINT, SIGTERM, SIGSTOP, SIGCONT ...
    void signal(int number);
    /// The exit code, or nullopt when it still runs after `timeoutMs` or was killed.
    std::optional<int> waitForExit(int timeoutMs);
    bool waitForEnd(int timeoutMs);

    void send(const QString& command);
    /// Sends and waits for the next line with that "reply"; empty when none comes in time.
    QJsonObject ask(const QString& command, int timeoutMs = 10'000);
    QJsonObject status() { return ask(QStringLiteral("status")); }

    /// Every line of every run, oldest first.
    const std::vector<QJsonObject>& lines() const { return m_lines; }
    /// A mark for waitFor: what comes from now on.
    std::size_t mark() const { return m_lines.size(); }
    /// True as soon as a line from `from` on matches.
    bool waitFor(const Match& match, int timeoutMs, std::size_t from = 0);
    bool has(const Match& match, std::size_t from = 0) const;
    /// What it wrote to standard error, and the newest lines; for the message of a failure.
    QString story() const;

private:
    void onOutput();

    QString m_name;
    QStringList m_arguments;
    QString m_temporaryFolder;
    QMap<QString, QString> m_environment;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_partial;
    QByteArray m_errors;
    std::vector<QJsonObject> m_lines;
};

/// "event": name, and "txid" when given.
NodeProcess::Match isEvent(const QString& name, const QString& txid = {});

}  // namespace timecoin
