// One window for one data folder: a second start hands its link to the first and ends. The lock file
// decides who is first; the local socket only carries the link, and whoever writes to it can do no more
// than show a form. Thread: GUI.
#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QObject>
#include <QTimer>

namespace timecoin {

class SingleInstance : public QObject {
    Q_OBJECT
public:
    /// The first answers within this, or is not there.
    static constexpr int kHandOverMs = 3'000;

    explicit SingleInstance(const QString& folder, QObject* parent = nullptr);

    enum class Role { First, Second, Unusable };
    /// First: listens from now on. Unusable: the folder cannot be written.
    Role begin();
    /// For a second start: ends with handedOver().
    void handOver(const QString& uri);

signals:
    /// Another start: raise the window; `uri` may be empty.
    void asked(const QString& uri);
    void handedOver(bool taken);

private:
    void onConnection();
    void onReadable(QLocalSocket* socket);

    QString m_folder;
    QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
    QLocalSocket m_socket;
    QTimer m_deadline;
    bool m_done = false;
};

}  // namespace timecoin
