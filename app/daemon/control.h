// timecoind --control: commands on standard input, one JSON object a line on standard output. For
// tests and scripts. Amounts are decimal strings, never floating point. Thread: main.
//
//   submit HEX | status | coins ADDRESS | where TXID | stop       (help lists them too)
//   in the sandbox also: faucet ADDRESS AMOUNT | stop-masternode N | start-masternode N
// Replies carry "reply", events carry "event". The end of the input means stop.
#pragma once

#include "node/api/node_service.h"

#include <QJsonObject>
#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <string>

namespace timecoin {

class Sandbox;
struct Network;

class Control : public QObject {
    Q_OBJECT
public:
    /// `sandbox` may be null. All outlive this object.
    Control(NodeService& node, const Network& network, Sandbox* sandbox, QObject* parent = nullptr);

    /// Events as they come; then commands.
    void start();
    void write(const QJsonObject& line);

signals:
    void stopRequested();

private:
    void writeNodeEvents();
    void writePaymentEvents();
    void onReadable();
    void onLine(const QByteArray& line);
    void submit(const QString& hex);
    void status();
    void coins(const QString& address);
    void where(const QString& txid);
    void masternodes();
    void faucet(const QString& address, const QString& amount);
    void masternode(const QString& number, bool start);
    void refuse(const QString& command, const QString& why);

    NodeService& m_node;
    std::string m_prefix;
    Hash m_genesis;
    QString m_networkName;
    Sandbox* m_sandbox;
    QSocketNotifier m_input;
    QByteArray m_pending;
};

}  // namespace timecoin
