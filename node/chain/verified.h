// Verified<T>: a value whose signatures were checked. Nothing unverified can reach the replica or
// a window, because their functions take this type and only verify() makes it (R-STA-5).
#pragma once

#include <optional>
#include <utility>

namespace timecoin {

struct CheckContext;

template <class T>
class Verified;

/// See verify.h.
template <class T>
std::optional<Verified<T>> verify(T value, const CheckContext& context);

template <class T>
class Verified {
public:
    /// A statement this process has just signed itself: checking it would only cost time.
    static Verified ownStatement(T statement) requires requires { T::kKind; }
    { return Verified(std::move(statement)); }

    const T& value() const { return m_value; }
    const T& operator*() const { return m_value; }
    const T* operator->() const { return &m_value; }

    friend bool operator==(const Verified&, const Verified&) = default;

private:
    explicit Verified(T value) : m_value(std::move(value)) {}
    friend std::optional<Verified<T>> verify<T>(T value, const CheckContext& context);

    T m_value;
};

}  // namespace timecoin
