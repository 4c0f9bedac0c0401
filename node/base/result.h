// Result<T, E>: a value or a typed error. Errors are codes with facts; text for people is made
// where people are met (window, command line), never here.
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

namespace timecoin {

/// Wraps an error so that `return fail(Code::TooLong);` converts to any Result with that error type.
template <class E>
struct Failure {
    E error;
};

template <class E>
Failure<std::decay_t<E>> fail(E&& error) {
    return {std::forward<E>(error)};
}

/// Either a `T` or an `E`. `value()` requires `ok()`, `error()` requires `!ok()`.
template <class T, class E>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    template <class F>
    requires std::is_constructible_v<E, F> Result(Failure<F> failure)
        : m_state(std::in_place_index<1>, E(std::move(failure.error))) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const E& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, E> m_state;
};

struct Unit {
    friend bool operator==(const Unit&, const Unit&) = default;
};

/// The result of an action that yields nothing but may fail.
template <class E>
using Status = Result<Unit, E>;

inline Unit done() {
    return {};
}

}  // namespace timecoin
