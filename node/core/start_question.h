// The start-up question (R-SIG-5): a masternode signs nothing until members enough for a quorum with
// itself have told it the newest of its own signatures they hold, and none is newer than its log.
// A restored old safety log looks right to itself; only others can tell. Pure.
#pragma once

#include "node/chain/masternode_set.h"
#include "node/wire/messages.h"

#include <optional>
#include <set>

namespace timecoin {

class StartQuestion {
public:
    enum class State : std::uint8_t {
        Asking,
        Cleared,  ///< may sign
        Older,    ///< others hold newer signatures: silent for good
    };

    StartQuestion(PublicKey own, std::uint64_t nonce) : m_own(own), m_nonce(nonce) {}

    State state() const { return m_state; }
    /// Answers heard so far, from members of the set they were checked against.
    std::size_t answers() const { return m_answered.size(); }
    wire::AskNewest question() const { return {m_own, m_nonce}; }

    /// A signed answer. Counts once per member of `members`, never this one's own. `newestOwn` is
    /// the newest sequence by now: an answer that took long may name what was signed since.
    void onAnswer(const wire::NewestAnswer& answer, const MasternodeSet& members,
                  std::uint64_t newestOwn) {
        if (answer.about != m_own || answer.nonce != m_nonce || answer.answerer == m_own ||
            m_state == State::Older)
            return;
        if (!members.indexOf(answer.answerer)) return;
        if (answer.newestSequence > newestOwn) {
            m_state = State::Older;
            return;
        }
        m_answered.insert(answer.answerer);
        reconsider(members);
    }
    /// Also when the set changes; a set of one needs nobody.
    void reconsider(const MasternodeSet& members) {
        if (m_state != State::Asking || !members.indexOf(m_own)) return;
        std::uint32_t voices = 1;  // itself
        for (const auto& key : m_answered)
            if (members.indexOf(key)) ++voices;
        if (voices >= members.quorum()) m_state = State::Cleared;
    }
    /// A statement of the own key, newer than the log, was seen: never sign again.
    void condemn() { m_state = State::Older; }

private:
    PublicKey m_own;
    std::uint64_t m_nonce;
    std::set<PublicKey> m_answered;
    State m_state = State::Asking;
};

}  // namespace timecoin
