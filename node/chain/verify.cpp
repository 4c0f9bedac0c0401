#include "node/chain/verify.h"

namespace timecoin {

template <class T>
std::optional<Verified<T>> verify(T value, const CheckContext& context) {
    bool good = false;
    if constexpr (requires { T::kKind; })
        good = checkStatement(value, context);
    else
        good = checkCertificate(value, context);
    if (!good) return std::nullopt;
    return Verified<T>(std::move(value));
}

template std::optional<Verified<Ready>> verify(Ready, const CheckContext&);
template std::optional<Verified<ViewChange>> verify(ViewChange, const CheckContext&);
template std::optional<Verified<PrePrepare>> verify(PrePrepare, const CheckContext&);
template std::optional<Verified<Prepare>> verify(Prepare, const CheckContext&);
template std::optional<Verified<Commit>> verify(Commit, const CheckContext&);
template std::optional<Verified<TxVote>> verify(TxVote, const CheckContext&);
template std::optional<Verified<TxAck>> verify(TxAck, const CheckContext&);
template std::optional<Verified<PreparedCertificate>> verify(PreparedCertificate,
                                                             const CheckContext&);
template std::optional<Verified<CommitCertificate>> verify(CommitCertificate, const CheckContext&);
template std::optional<Verified<TransferCertificate>> verify(TransferCertificate,
                                                             const CheckContext&);

}  // namespace timecoin
