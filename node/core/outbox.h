// What a turn gathers before it is durable: nothing in here has left the node (R-SIG-1).
#pragma once

#include "node/core/turn.h"

namespace timecoin {

class Outbox {
public:
    void send(PeerNumber to, wire::Message message) {
        m_turn.sends.push_back({to, std::move(message)});
    }
    void gossip(wire::Message message) { m_turn.gossip.push_back({std::move(message)}); }
    void verify(VerifyJob job) { m_turn.verify.push_back(std::move(job)); }
    void blame(PeerNumber peer, Blame reason) {
        if (peer != kSelf && peer != kRestored) m_turn.blames.push_back({peer, reason});
    }
    void tell(CoreEvent event) { m_turn.events.push_back(std::move(event)); }
    void record(SafetyRecord record) { m_records.push_back(std::move(record)); }
    void fatal(FatalCode code, std::string detail, Bytes proof = {}) {
        if (!m_turn.fatal) m_turn.fatal = Fatal{code, std::move(detail), std::move(proof)};
    }
    /// The store of the chain failed: damage, which can be repaired, is told from a bad disk.
    void chainFails(const StorageError& error) {
        fatal(error.code == StorageCode::Corrupt ? FatalCode::DatabaseDamaged : FatalCode::Storage,
              error.detail);
    }
    bool isFatal() const { return m_turn.fatal.has_value(); }
    bool hasRecords() const { return !m_records.empty(); }

    /// Makes what was signed so far durable. False: it is not, and nothing may leave.
    bool persist(SafetyLog& log) {
        if (m_records.empty()) return true;
        const auto written = log.append(m_records);
        m_records.clear();
        if (written.ok()) return true;
        if (!leavesNothing()) m_turn.fatal.reset();  // what is not durable must not leave
        fatal(FatalCode::Storage, written.error().detail);
        return false;
    }

    /// After persist(): the turn. A fatal one sends nothing, blames nobody and keeps only the events
    /// that stand whatever became durable: an own acknowledgement that was lost makes nothing final,
    /// and what could not be read looks like somebody's fault (R-SAFE-4). Nothing is lost, and others
    /// may wait for what is said, when only the rules end here.
    Turn take() {
        const bool nothingLeaves = leavesNothing();
        Turn out = std::move(m_turn);
        m_turn = {};
        if (nothingLeaves) {
            out.sends.clear();
            out.gossip.clear();
            out.verify.clear();
            out.blames.clear();
            std::erase_if(out.events, [](const CoreEvent& event) {
                return !std::holds_alternative<BlockCommitted>(event) &&
                       !std::holds_alternative<AlertRaised>(event);
            });
        }
        return out;
    }

private:
    /// Only the rules end (R-UPG-3), or nothing does: then what is durable may leave.
    bool leavesNothing() const {
        return m_turn.fatal && m_turn.fatal->code != FatalCode::UpgradeNeeded;
    }

    Turn m_turn;
    std::vector<SafetyRecord> m_records;
};

}  // namespace timecoin
