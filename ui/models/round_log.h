// The last rounds as they were seen here: per round, masternode and view, which phase message took
// effect when, and its hash. A fold over what the node tells. Pure: no clock, times come in.
#pragma once

#include "node/api/node_snapshot.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <deque>
#include <map>
#include <optional>

namespace timecoin {

enum class RoundPhase : std::uint8_t { Ready, ViewChange, PrePrepare, Prepare, Commit };
inline constexpr int kRoundPhases = 5;
/// PhaseInfo::kind of it.
QString phaseKind(RoundPhase phase);
/// nullopt for votes and acknowledgements: these belong to payments.
std::optional<RoundPhase> roundPhaseOf(const QString& kind);

/// One phase message of one masternode.
struct RoundMark {
    RoundPhase phase = RoundPhase::Ready;
    quint32 view = 0;
    quint32 member = 0;
    Hash hash;
    quint64 wallMs = 0;
    /// It came kLateMs or more after a quorum had said the same; in a PRE-PREPARE's case, after a
    /// quorum had entered its view.
    bool late = false;
    friend bool operator==(const RoundMark&, const RoundMark&) = default;
};

struct Round {
    quint64 height = 0;
    int members = 0;
    quint32 quorum = 0;
    QVector<RoundMark> marks;  ///< as they came; at most kMaxMarks
    quint32 views = 1;         ///< highest view seen, plus one
    bool committed = false;
    quint32 committedView = 0;
    Hash block;
    int payments = 0;
    int primary = -1;  ///< member that proposed the block, where known
    MemberBits spoke;
    MemberBits silent;  ///< while it goes on: business waits for them

    quint64 startMs() const;  ///< of the first mark; 0 without any
    /// From the first mark to the decision; nullopt while it goes on or nothing was seen of it.
    std::optional<quint64> tookMs() const;
    const RoundMark* find(RoundPhase phase, quint32 view, quint32 member) const;

    quint64 endMs = 0;  ///< of the newest mark when the block was decided
};

/// The p-th percentile by nearest rank; nullopt without values.
std::optional<quint64> percentile(QVector<quint64> values, int p);

class RoundLog {
public:
    static constexpr std::size_t kRounds = 200;
    static constexpr int kMaxMarks = 4'096;
    static constexpr quint64 kLateMs = 500;
    static constexpr int kLatencies = 1'000;
    static constexpr std::size_t kMaxOpenPayments = 20'000;

    void onSnapshot(const NodeSnapshot& snapshot);
    void onPhase(const PhaseInfo& phase);
    void onView(quint64 height, quint32 view);
    void onBlock(const BlockInfo& block);
    /// `nowMs`: any one clock, the same for both.
    void onSeen(const Hash& payment, quint64 nowMs);
    void onFinal(const Hash& payment, quint64 nowMs);
    void onRejected(const Hash& payment);
    /// The node has stopped: what was under way is not continued here.
    void onStopped();

    /// Ascending by height; the last one goes on, or is the newest decided one.
    const std::deque<Round>& rounds() const { return m_rounds; }
    const Round* round(quint64 height) const;
    /// Services of the members, in the set's order.
    const QStringList& members() const { return m_members; }
    /// Counts every change, so that a page can tell whether to paint.
    quint64 version() const { return m_version; }

    std::optional<quint64> roundTime(int p) const;
    std::optional<quint64> finalityLatency(int p) const;
    int latencies() const { return static_cast<int>(m_latencies.size()); }

private:
    Round* open(quint64 height);
    bool isLate(const Round& round, const RoundMark& mark) const;

    std::deque<Round> m_rounds;
    QStringList m_members;
    std::map<PublicKey, int> m_places;
    quint32 m_quorum = 0;
    std::map<Hash, quint64> m_openPayments;  // when they were seen
    std::deque<quint64> m_latencies;         // newest last
    quint64 m_version = 0;
};

}  // namespace timecoin
