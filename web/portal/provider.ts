// The part of the login page about a provider, fetched by those who use it.
export * from '../ui/provider/ProviderLogin.tsx';
