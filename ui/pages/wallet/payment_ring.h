// The ring of a payment, as the Send page shows it large and the history beside each row.
#pragma once

#include "node/api/node_snapshot.h"
#include "ui/widgets/ring.h"
#include "wallet/values/wallet_values.h"

namespace timecoin {

/// `votes` and `node` may be null. A final payment's ring is full, whoever voted: the acknowledgements
/// of a quorum stand for all.
RingValue ringOf(const PaymentEntry& payment, const VotesInfo* votes, const NodeSnapshot* node);

}  // namespace timecoin
