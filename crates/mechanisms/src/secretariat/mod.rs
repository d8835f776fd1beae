//! The Secretariat: posts, appointments, loyalty, congresses.
