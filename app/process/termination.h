// SIGINT and SIGTERM as an ordinary event: a self-pipe and a socket notifier, because a signal
// handler may do nothing but write a byte. Thread: main. At most one object at a time.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace timecoin {

class Termination : public QObject {
    Q_OBJECT
public:
    explicit Termination(QObject* parent = nullptr);
    ~Termination() override;

signals:
    void requested();

private:
    void onByte();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace timecoin
