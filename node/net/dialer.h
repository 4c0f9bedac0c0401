// One address that is dialled for ever, with backoff (R-PEER-7).
// Thread: node.
#pragma once

#include "node/base/bytes.h"
#include "node/net/peer_types.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace timecoin {

/// "host:port", "[v6]:port"; nullopt without a port in [1, 65535] or without a host.
struct HostPort {
    QString host;
    quint16 port = 0;
    static std::optional<HostPort> parse(const QString& text);
    QString text() const;
};

/// Delay before attempt number `attempt` (0: the first after a success): doubling from the least
/// to the most; its upper half is jitter taken from the identity, so that nodes that lost one peer
/// at one moment do not come back at one moment.
int backoffMs(std::uint32_t attempt, const PublicKey& identity, const QString& address,
              const NetTiming& timing);

class Dialer : public QObject {
public:
    using Due = std::function<void(Dialer&)>;
    Dialer(HostPort target, PublicKey identity, NetTiming timing, Due due, QObject* parent);

    const HostPort& target() const { return m_target; }
    const QString& address() const { return m_address; }
    bool isDue() const { return m_due; }
    /// Who answered there last; not dialled while that identity is connected some other way.
    const std::optional<PublicKey>& leadsTo() const { return m_leadsTo; }
    void setLeadsTo(const PublicKey& identity) { m_leadsTo = identity; }

    /// Due again at once.
    void dueNow();
    /// A socket was opened for it.
    void dialled();
    void succeeded();
    /// The socket closed, ready or not: due again after the backoff.
    void closed();
    /// It leads to this very node: never due again.
    void retire();

private:
    HostPort m_target;
    QString m_address;
    PublicKey m_identity;
    NetTiming m_timing;
    Due m_onDue;
    QTimer m_timer;
    std::optional<PublicKey> m_leadsTo;
    std::uint32_t m_attempt = 0;
    bool m_due = false;
    bool m_retired = false;
};

}  // namespace timecoin
