#include "ui/pages/wallet/payment_ring.h"

namespace timecoin {

RingValue ringOf(const PaymentEntry& payment, const VotesInfo* votes, const NodeSnapshot* node) {
    RingValue ring;
    if (node != nullptr) {
        ring.members = int(qMin<qsizetype>(node->members.size(), 256));
        ring.quorum = int(node->quorum);
    }
    ring.failed = isOver(payment.state);
    ring.final = isIrreversible(payment.state);
    if (votes != nullptr) {
        ring.votes = votes->votesBy;
        ring.acks = votes->acksBy;
    }
    if (ring.final) {
        for (int i = 0; i < ring.members; ++i) ring.votes.set(std::size_t(i));
    } else if (node != nullptr && !ring.failed) {
        for (int i = 0; i < ring.members; ++i) {
            if (node->members[i].silent) ring.silent.set(std::size_t(i));
        }
    }
    return ring;
}

}  // namespace timecoin
