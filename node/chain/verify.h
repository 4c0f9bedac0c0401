// The only makers of Verified values. Pure, any thread: this is what the verify pool runs.
#pragma once

#include "node/chain/certificates.h"
#include "node/chain/verified.h"

namespace timecoin {

/// `value` when every signature in it holds in `context`, nullopt otherwise. Defined for the seven
/// statements (checkStatement) and the three certificates (checkCertificate), for nothing else.
template <class T>
std::optional<Verified<T>> verify(T value, const CheckContext& context);

extern template std::optional<Verified<Ready>> verify(Ready, const CheckContext&);
extern template std::optional<Verified<ViewChange>> verify(ViewChange, const CheckContext&);
extern template std::optional<Verified<PrePrepare>> verify(PrePrepare, const CheckContext&);
extern template std::optional<Verified<Prepare>> verify(Prepare, const CheckContext&);
extern template std::optional<Verified<Commit>> verify(Commit, const CheckContext&);
extern template std::optional<Verified<TxVote>> verify(TxVote, const CheckContext&);
extern template std::optional<Verified<TxAck>> verify(TxAck, const CheckContext&);
extern template std::optional<Verified<PreparedCertificate>> verify(PreparedCertificate,
                                                                    const CheckContext&);
extern template std::optional<Verified<CommitCertificate>> verify(CommitCertificate,
                                                                  const CheckContext&);
extern template std::optional<Verified<TransferCertificate>> verify(TransferCertificate,
                                                                    const CheckContext&);

}  // namespace timecoin
