//! `#[derive(Parameters)]`: a documented struct is the declaration of its parameters.
//!
//! ```ignore
//! #[derive(Parameters)]
//! pub struct SellGrain {
//!     /// How readily a household gives up grain for town goods.
//!     #[prior(LogNormal(1.4, 0.25), unit = "elasticity", source = "judgement")]
//!     pub substitution: f64,
//! }
//! ```
//!
//! Fields are `f64`, or `f32` where a rule works out sixteen rows at a time.
//!
//! A field without doc comment, prior, unit or source does not compile. The macro only declares:
//! use of a parameter remains a plain field read.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Data, DeriveInput, Error, Expr, ExprLit, Fields, Lit, Meta, Token, parse_macro_input};

/// Derives `kernel::Parameters`.
#[proc_macro_derive(Parameters, attributes(prior))]
pub fn parameters(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn expand(input: &DeriveInput) -> Result<Tokens, Error> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "parameters are declared by a struct"));
    };
    let fields: Vec<_> = match &data.fields {
        Fields::Named(named) => named.named.iter().collect(),
        Fields::Unit => Vec::new(),
        Fields::Unnamed(all) => {
            return Err(Error::new_spanned(all, "give each parameter a name"));
        }
    };
    let declared = fields.iter().map(|f| declare(f)).collect::<Result<Vec<_>, _>>()?;
    let idents: Vec<_> = fields.iter().map(|f| &f.ident).collect();
    let positions = 0..idents.len();
    let name = &input.ident;
    let unused = idents.is_empty().then(|| quote!(let _ = values;));
    Ok(quote! {
        impl ::kernel::Parameters for #name {
            const DECLARED: &'static [::kernel::Declared] = &[#(#declared),*];

            fn from_values(values: &[f64]) -> Self {
                #unused
                #name { #(#idents: values[#positions] as _),* }
            }

            fn values(&self) -> Vec<f64> {
                vec![#(f64::from(self.#idents)),*]
            }
        }
    })
}

/// What stands in `#[prior(...)]`.
struct PriorAttribute {
    prior: Expr,
    unit: Option<Expr>,
    source: Option<Expr>,
}

impl Parse for PriorAttribute {
    fn parse(input: ParseStream<'_>) -> Result<Self, Error> {
        let mut attribute = PriorAttribute { prior: input.parse()?, unit: None, source: None };
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let key: syn::Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let value: Expr = input.parse()?;
            match key.to_string().as_str() {
                "unit" => attribute.unit = Some(value),
                "source" => attribute.source = Some(value),
                _ => return Err(Error::new(key.span(), "expected `unit` or `source`")),
            }
        }
        Ok(attribute)
    }
}

fn declare(field: &syn::Field) -> Result<Tokens, Error> {
    let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let meaning = doc_comment(field);
    if meaning.is_empty() {
        return Err(Error::new_spanned(field, "say what this parameter means in a doc comment"));
    }
    let attribute = field.attrs.iter().find(|a| a.path().is_ident("prior")).ok_or_else(|| {
        Error::new_spanned(field, "give this parameter a prior, a unit and its source")
    })?;
    let parsed: PriorAttribute = attribute.parse_args()?;
    let prior = parsed.prior;
    let unit =
        parsed.unit.ok_or_else(|| Error::new_spanned(field, "give this parameter a unit"))?;
    let source =
        parsed.source.ok_or_else(|| Error::new_spanned(field, "give this parameter its source"))?;
    Ok(quote! {
        ::kernel::Declared {
            name: #ident,
            unit: #unit,
            prior: ::kernel::Prior::#prior,
            source: #source,
            meaning: #meaning,
        }
    })
}

/// The doc comment of a field, its lines joined by spaces.
fn doc_comment(field: &syn::Field) -> String {
    let lines = field.attrs.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}
