// timecoind --demo: shows in a minute what this coin does, and checks that it is true. Two payments
// through the sandbox, timed; then every node's own database is asked whether they are in it.
// Thread: main.
#pragma once

#include "app/sandbox/sandbox.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>
#include <functional>
#include <map>
#include <set>

namespace timecoin {

class Demo : public QObject {
    Q_OBJECT
public:
    /// `print` gets whole lines. `stepTimeoutMs` bounds each step.
    Demo(Sandbox& sandbox, int stepTimeoutMs, std::function<void(const QString&)> print,
         QObject* parent = nullptr);

    /// After Sandbox::start(). Ends with finished().
    void start();

signals:
    /// True only if both payments became final, stand in a block, and every node has them.
    void finished(bool passed);

private:
    struct Payment {
        QString name;
        Transaction tx;
        Hash id;
        QElapsedTimer since;
        bool final = false;
        std::optional<quint64> height;
        std::set<QString> printed;
    };

    void begin(const QString& waitingFor, const std::function<void()>& body);
    void payFromFaucet();
    void payOnward();
    void submit(std::size_t index, const Transaction& tx, const QString& what);
    void onFinal(const Hash& id);
    void onBlock(const BlockInfo& block);
    void waitForBlock();
    void checkWhenInBlocks();
    void checkNodes();
    void checkNode(int number);
    void onNodeHeights(int number, std::size_t index, const HeightAnswer& answer);
    void onNodeCoins(int number, std::size_t owner, const CoinsAnswer& answer);
    void onNodeFact(int number, bool good);
    void nodeChecked(int number);
    void state(const Hash& id, const QString& text);
    void timedOut();
    void end(bool passed);
    Payment* payment(const Hash& id);

    Sandbox& m_sandbox;
    int m_stepTimeoutMs;
    std::function<void(const QString&)> m_print;
    QTimer m_deadline;
    QTimer m_poll;
    QString m_waitingFor;
    SigningKey m_a;
    SigningKey m_b;
    std::array<Payment, 2> m_payments;
    Amount m_fee;
    std::map<int, int> m_openFacts;
    std::map<int, bool> m_nodeGood;
    std::set<int> m_done;
    bool m_ended = false;
};

}  // namespace timecoin
